import type { IndexedWords } from './words.ts';

/** One way to write a term, as the words it consists of. */
export interface TermForm<T> {
  readonly words: readonly string[];
  readonly value: T;
}

/** Terms by their first word, longest first. */
export type TermIndex<T> = ReadonlyMap<string, readonly TermForm<T>[]>;

export interface TermMatch<T> {
  readonly value: T;
  readonly start: number;
  readonly end: number;
}

/**
 * Indexes terms so that a sentence is matched in one pass over its words. A form of two words is also found closed up
 * ("load balancer", "loadbalancer"); hyphens part words already; plurals are found when the sentence is read.
 */
export function indexTerms<T>(terms: Iterable<readonly [form: string, value: T]>): TermIndex<T> {
  const index = new Map<string, TermForm<T>[]>();
  const add = (words: readonly string[], value: T): void => {
    const first = words[0];
    if (first === undefined) return;
    const forms = index.get(first);
    if (forms === undefined) index.set(first, [{ words, value }]);
    else forms.push({ words, value });
  };
  for (const [form, value] of terms) {
    const words = form.split(/[^\p{L}\p{N}']+/u).filter((word) => word !== '');
    add(words, value);
    if (words.length === 2 && words.join('').length > 6) add([words.join('')], value);
  }
  for (const forms of index.values()) forms.sort((a, b) => b.words.length - a.words.length);
  return index;
}

/** Every term of the index in a sentence, longest first at each place, none inside another. */
export function findTerms<T>(sentence: IndexedWords, index: TermIndex<T>): TermMatch<T>[] {
  const found: TermMatch<T>[] = [];
  const { words, bases, starts, ends } = sentence;
  for (let place = 0; place < words.length; place++) {
    const word = words[place] as string;
    const base = bases[place] as string;
    const forms = index.get(word);
    const form =
      (forms && longest(sentence, place, forms)) ??
      (base === word ? undefined : longest(sentence, place, index.get(base)));
    if (form === undefined) continue;
    const lastPlace = place + form.words.length - 1;
    found.push({ value: form.value, start: starts[place] as number, end: ends[lastPlace] as number });
    place = lastPlace;
  }
  return found;
}

function longest<T>(
  { words, bases }: IndexedWords,
  place: number,
  forms: readonly TermForm<T>[] | undefined,
): TermForm<T> | undefined {
  return forms?.find((form) =>
    form.words.every((word, offset) => words[place + offset] === word || bases[place + offset] === word),
  );
}
