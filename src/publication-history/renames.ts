import type { SplitVersion } from './split-version.ts';

/**
 * Finds out, for files that arrive, which of the leaving ones each is under a new name, by what they say: an update in
 * the same words; or an update of the same time, or none at all, under the same title. `leaving` holds what they said,
 * by id; one that is taken out of it is found no more. A whole folder can be renamed at once: nothing is compared twice.
 */
export function createRenameFinder(
  leaving: ReadonlyMap<string, SplitVersion | undefined>,
): (arriving: SplitVersion) => string | undefined {
  const ids = new Map<string, string[]>();
  for (const [id, version] of [...leaving].toReversed()) {
    for (const mark of version
      ? [...signaturesOf(version), ...(version.sections.length === 0 ? [titleOf(version)] : [])]
      : []) {
      const same = ids.get(mark);
      if (same) same.push(id);
      else ids.set(mark, [id]);
    }
  }
  return (arriving) => {
    if (ids.size === 0) return undefined;
    for (const mark of [...signaturesOf(arriving), titleOf(arriving)]) {
      const same = ids.get(mark) ?? [];
      while (same.length > 0 && !leaving.has(same.at(-1)!)) same.pop();
      if (same.length > 0) return same.at(-1);
    }
    return undefined;
  };
}

/** What tells an incident with updates from others, the surest first. */
function signaturesOf(version: SplitVersion): string[] {
  const updates = version.ids.filter((id) => id !== '').map((id) => `${titleOf(version)}\n${id}`);
  return [...version.sections, ...updates];
}

function titleOf({ publicFrontMatter }: SplitVersion): string {
  return /^title:.*$/m.exec(publicFrontMatter)?.[0] ?? '';
}
