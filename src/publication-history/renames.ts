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
  for (const [id, cut] of [...leaving].toReversed()) {
    for (const mark of cut ? [...signaturesOf(cut), ...(cut.sections.length === 0 ? [titleOf(cut)] : [])] : []) {
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
function signaturesOf(cut: SplitVersion): string[] {
  const updates = cut.ids.filter((id) => id !== '').map((id) => `${titleOf(cut)}\n${id}`);
  return [...cut.sections, ...updates];
}

function titleOf({ publicFrontMatter }: SplitVersion): string {
  return /^title:.*$/m.exec(publicFrontMatter)?.[0] ?? '';
}
