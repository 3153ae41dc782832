import type { FaultFound } from './clause.ts';
import type { ClauseWord } from './clause-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A sentence that is searched for blame outside what a person is said to have done. */
export interface Scope {
  readonly words: readonly ClauseWord[];
  readonly vocabulary: Vocabulary;
}

export const wordAt = ({ words }: Scope, at: number): string => words[at]?.word ?? '';

export const found = (fault: string, start: number, end: number, sure = true): FaultFound => ({
  fault,
  sure,
  start,
  end,
});

export const isDone = (word: string, vocabulary: Vocabulary): boolean =>
  vocabulary.verbs.past.has(word) || (word.endsWith('ed') && word.length > 3);
