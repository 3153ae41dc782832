import type { IncidentHistory } from '../history.ts';
import { historyFromBase, withBranchChanges } from '../with-branch.ts';
import { createLimitedParser } from './limited-parser.ts';
import type { PublishedBase } from '../with-branch.ts';
import type { Instant } from '../../time/instant.ts';
import type { SourceFile } from '../../content/source.ts';
import { findRepository } from '../../git/repository.ts';
import { readBase } from './merge-base.ts';
import { catchGitError } from '../../git/run.ts';
import type { GitFailure } from '../../git/run.ts';
import { readBranchHistory } from './read-history.ts';
import type { BranchHistoryOptions } from './read-history.ts';

export interface PublicationHistoryResult {
  /** With the working tree as if it were published now; absent if git has no answer. */
  readonly history?: IncidentHistory;
  /** Whether the clone has only a part of the history. */
  readonly shallow: boolean;
  /** The changes of the working tree since its merge base. */
  readonly base?: PublishedBase;
  /** Why the history, or the change of the working tree, could not be read. */
  readonly unknown?: GitFailure;
}

export interface PublicationHistoryOptions extends BranchHistoryOptions {
  /** Read only the changes since the merge base with this ref, not the whole history. */
  readonly base?: string;
}

/**
 * Reads the publication history of a content root. `sources` are the incident files of the working tree; what differs from
 * the default branch counts as published now.
 */
export async function readPublicationHistory(
  root: string,
  sources: readonly SourceFile[],
  now: Instant,
  options: PublicationHistoryOptions = {},
): Promise<PublicationHistoryResult> {
  const shallow = await catchGitError(async () => (await findRepository(root)).shallow);
  if (typeof shallow !== 'boolean') return { shallow: false, ...shallow };
  const parse = createLimitedParser();
  if (options.base !== undefined) {
    const base = await readBase(root, options.base);
    if ('unknown' in base) return { shallow, ...base };
    return {
      shallow,
      base,
      history: withBranchChanges(historyFromBase(base, parse), base, sources, now, parse),
    };
  }
  const read = await readBranchHistory(root, options);
  if ('unknown' in read) return { shallow, ...read };
  const base = await readBase(root, read.ref);
  if ('unknown' in base) return { shallow, history: read.history, ...base };
  return { shallow, base, history: withBranchChanges(read.history, base, sources, now, parse) };
}
