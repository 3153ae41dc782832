import { singular } from './word-forms.ts';

/** The words of a text, in lower case, with their offsets. Hyphens and slashes separate words. */
export interface IndexedWords {
  readonly words: readonly string[];
  /** Each word without its plural or possessive ending. */
  readonly bases: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const WORD = /[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu;

export function splitIntoWords(lower: string): IndexedWords {
  const words: string[] = [];
  const bases: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  WORD.lastIndex = 0;
  for (let found = WORD.exec(lower); found !== null; found = WORD.exec(lower)) {
    const word = found[0];
    words.push(word);
    bases.push(singular(word.endsWith("'s") ? word.slice(0, -2) : word));
    starts.push(found.index);
    ends.push(found.index + found[0].length);
  }
  return { words, bases, starts, ends };
}
