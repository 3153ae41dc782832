import type { History } from './history.ts';
import { historyPass, NO_HISTORY } from './replay.ts';
import type { FileStep } from './replay.ts';
import type { Instant } from '../time/instant.ts';
import type { Source } from '../content/source.ts';

/** The published files that a branch began with. */
export interface Base {
  readonly commit: string;
  /** The committer's date. */
  readonly at: Instant;
  /** Every incident file there, from the content root. */
  readonly paths: ReadonlySet<string>;
  /** Those that the working tree has otherwise, or no more: what they said. By path. */
  readonly changed: ReadonlyMap<string, Source>;
}

/** A base as a history of one commit: what stands on it was published at an unknown time. */
export function historyOfBase(base: Base): History {
  const pass = historyPass({ ...NO_HISTORY, base: true });
  const files = [...base.changed.values()].map((after) => ({ path: after.path, blob: '', after }));
  pass.add({ commit: base.commit, at: base.at, files });
  return pass.end();
}

/**
 * A history with what the working tree would add to it, as if it were published now: the files that differ from the
 * base, and those that are not in it.
 */
export function withProposal(
  history: History,
  base: Base,
  sources: readonly Source[],
  now: Instant,
): History {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const known: FileStep[] = [...base.changed.values()].map((before) => {
    const after = byPath.get(before.path);
    return { path: before.path, blob: '', before, ...(after && { after }) };
  });
  const fresh = sources
    .filter(({ path }) => !base.paths.has(path))
    .map((after): FileStep => ({ path: after.path, blob: '', after }));
  const files = [...known.filter(({ before, after }) => before?.text !== after?.text), ...fresh];
  if (files.length === 0) return history;
  const pass = historyPass(history);
  pass.add({ commit: '', at: now, files });
  return pass.end();
}
