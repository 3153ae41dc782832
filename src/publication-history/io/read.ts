import type { History } from '../history.ts';
import { historyOfBase, withProposal } from '../with-branch.ts';
import type { Instant } from '../../time/instant.ts';
import type { Source } from '../../content/source.ts';
import { findRepository } from '../../git/repository.ts';
import { readBase } from './merge-base.ts';
import { orUnknown } from '../../git/run.ts';
import type { Unknown } from '../../git/run.ts';
import { readHistory } from './read-history.ts';
import type { HistoryOptions } from './read-history.ts';

/** What git can say of the files that are judged, and what it can't. */
export interface Witness {
  /** The published line and what the working tree would add to it; absent if nothing is known. */
  readonly history?: History;
  /** Whether the clone has no more than a part of the past. */
  readonly shallow: boolean;
  /** Why git has no answer, or no answer on what the working tree changes. */
  readonly unknown?: Unknown;
}

/** What readWitness can be told. */
export interface WitnessOptions extends HistoryOptions {
  /** Judge only what this branch changes since it left that ref: the whole line is not read. */
  readonly base?: string;
}

/**
 * Reads what git says of a content root, for the rules that ask it. `sources` are its incident files as they stand in the
 * working tree; what they say and the line doesn't is taken as published now.
 */
export async function readWitness(
  root: string,
  sources: readonly Source[],
  now: Instant,
  options: WitnessOptions = {},
): Promise<Witness> {
  const shallow = await orUnknown(async () => (await findRepository(root)).shallow);
  if (typeof shallow !== 'boolean') return { shallow: false, ...shallow };
  if (options.base !== undefined) {
    const base = await readBase(root, options.base);
    if ('unknown' in base) return { shallow, ...base };
    return { shallow, history: withProposal(historyOfBase(base), base, sources, now) };
  }
  const read = await readHistory(root, options);
  if ('unknown' in read) return { shallow, ...read };
  const base = await readBase(root, read.ref);
  if ('unknown' in base) return { shallow, history: read.history, ...base };
  return { shallow, history: withProposal(read.history, base, sources, now) };
}
