import type { SourceFile } from '../../content/source.ts';
import type { FileVersion } from '../../git/file-versions.ts';
import { fileKey } from './file-history.ts';
import type { FileHistory } from './file-history.ts';

export interface ChosenFiles {
  readonly sources: readonly SourceFile[];
  /** The files that share a name with a file that was published before, and that file. */
  readonly twins: readonly { readonly dropped: SourceFile; readonly kept: SourceFile }[];
}

/**
 * Keeps one of several files with the same name in different folders: the one that was published first. Where git doesn't
 * show that, the one that `rank` gives the highest number for.
 */
export async function chooseTwins(
  sources: readonly SourceFile[],
  history: FileHistory,
  rank: (source: SourceFile) => number,
): Promise<ChosenFiles> {
  const groups = Map.groupBy(sources, ({ path }) => fileKey(path));
  if (groups.size === sources.length) return { sources, twins: [] };
  const twins: { dropped: SourceFile; kept: SourceFile }[] = [];
  for (const [key, group] of groups) {
    if (group.length === 1) continue;
    const published = findPublishedPath(await history.versions(key));
    const byRank = group.toSorted((a, b) => rank(b) - rank(a));
    const kept = group.find(({ path }) => path === published) ?? byRank[0]!;
    for (const dropped of group) if (dropped !== kept) twins.push({ dropped, kept });
  }
  const isDropped = new Set(twins.map(({ dropped }) => dropped));
  return { sources: sources.filter((source) => !isDropped.has(source)), twins };
}

/** Where the file is that was published under this name first, wherever it was moved since then. */
function findPublishedPath(newestFirst: readonly FileVersion[]): string | undefined {
  const present = new Set<string>();
  let published: string | undefined;
  const byCommit = Map.groupBy(newestFirst.toReversed(), ({ commit }) => commit);
  for (const changes of byCommit.values()) {
    for (const { path, blob } of changes) {
      if (blob === undefined) present.delete(path);
      else present.add(path);
    }
    if (published === undefined || !present.has(published)) published = [...present].toSorted()[0];
  }
  return published;
}
