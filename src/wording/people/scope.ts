import type { ClauseWord } from './clause-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What blames: which fault of `lexicon/people.yaml`, as words of the sentence. */
export interface FaultFound {
  readonly fault: string;
  /** Doubtful ones are warnings. */
  readonly sure: boolean;
  readonly start: number;
  readonly end: number;
}

/** A sentence, and the words that say what blames in it. */
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
