import type { IncidentHistory } from '../history.ts';
import { historyFromBase, withBranchChanges } from '../with-branch.ts';
import type { Instant } from '../../time/instant.ts';
import type { SourceFile } from '../../content/source.ts';
import { findRepository } from '../../git/repository.ts';
import { readBase } from './merge-base.ts';
import { catchGitError } from '../../git/run.ts';
import type { GitFailure } from '../../git/run.ts';
import { readBranchHistory } from './read-history.ts';
import type { BranchHistoryOptions } from './read-history.ts';

/** What git can say of the files that are judged, and what it can't. */
export interface PublicationHistoryResult {
  /** The published line and what the working tree would add to it; absent if nothing is known. */
  readonly history?: IncidentHistory;
  /** Whether the clone has no more than a part of the past. */
  readonly shallow: boolean;
  /** Why git has no answer, or no answer on what the working tree changes. */
  readonly unknown?: GitFailure;
}

/** What readWitness can be told. */
export interface PublicationHistoryOptions extends BranchHistoryOptions {
  /** Judge only what this branch changes since it left that ref: the whole line is not read. */
  readonly base?: string;
}

/**
 * Reads what git says of a content root, for the rules that ask it. `sources` are its incident files as they stand in the
 * working tree; what they say and the line doesn't is taken as published now.
 */
export async function readPublicationHistory(
  root: string,
  sources: readonly SourceFile[],
  now: Instant,
  options: PublicationHistoryOptions = {},
): Promise<PublicationHistoryResult> {
  const shallow = await catchGitError(async () => (await findRepository(root)).shallow);
  if (typeof shallow !== 'boolean') return { shallow: false, ...shallow };
  if (options.base !== undefined) {
    const base = await readBase(root, options.base);
    if ('unknown' in base) return { shallow, ...base };
    return { shallow, history: withBranchChanges(historyFromBase(base), base, sources, now) };
  }
  const read = await readBranchHistory(root, options);
  if ('unknown' in read) return { shallow, ...read };
  const base = await readBase(root, read.ref);
  if ('unknown' in base) return { shallow, history: read.history, ...base };
  return { shallow, history: withBranchChanges(read.history, base, sources, now) };
}
