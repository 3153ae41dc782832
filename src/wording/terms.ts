import type { IndexedWords } from './words.ts';

/** One spelling of a term. */
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
 * Indexes terms so that one pass over the words of a sentence finds them. A form of two words is also found as one word
 * ("load balancer", "loadbalancer"); hyphens separate words; plurals are found by `findTerms`.
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

/** Prefers the longest term at each word; matches do not overlap. */
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
