import type { IncidentHistory } from './history.ts';
import { replayHistory, EMPTY_HISTORY } from './replay.ts';
import type { CommitFileChange } from './replay.ts';
import type { ParseVersion } from './version.ts';
import type { Instant } from '../time/instant.ts';
import type { SourceFile } from '../content/source.ts';

/** The published files at the merge base of a branch. */
export interface PublishedBase {
  readonly commit: string;
  /** The committer's date. */
  readonly at: Instant;
  /** Every incident file at the base, from the content root. */
  readonly paths: ReadonlySet<string>;
  /** The old texts of those that the working tree changed or removed, by path. */
  readonly changed: ReadonlyMap<string, SourceFile>;
  /** The old `status.yaml`, if the working tree changed or removed it. */
  readonly site?: SourceFile;
}

/** A history of one commit, whose updates were published at an unknown time. */
export function historyFromBase(base: PublishedBase, parse?: ParseVersion): IncidentHistory {
  const pass = replayHistory({ ...EMPTY_HISTORY, startsAtBase: true }, false, parse);
  const files = [...base.changed.values()].map((after) => ({ path: after.path, blob: '', after }));
  pass.addCommit({ commit: base.commit, at: base.at, files });
  return pass.finish();
}

/**
 * Adds the working tree to a history as if it were published now: the files that differ from the base, and new ones.
 */
export function withBranchChanges(
  history: IncidentHistory,
  base: PublishedBase,
  sources: readonly SourceFile[],
  now: Instant,
  parse?: ParseVersion,
): IncidentHistory {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const known: CommitFileChange[] = [...base.changed.values()].map((before) => {
    const after = byPath.get(before.path);
    return { path: before.path, blob: '', before, ...(after && { after }) };
  });
  const added = sources
    .filter(({ path }) => !base.paths.has(path))
    .map((after): CommitFileChange => ({ path: after.path, blob: '', after }));
  const files = [...known.filter(({ before, after }) => before?.text !== after?.text), ...added];
  if (files.length === 0) return history;
  const pass = replayHistory(history, false, parse);
  pass.addCommit({ commit: '', at: now, files });
  return pass.finish();
}
