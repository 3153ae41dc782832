import type { ClauseWord } from './clause-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How many words "…" stands for at most. */
const MAX_GAP = 5;

/**
 * Whether a phrase of a list starts at a word; its first word may be a verb in any form, the others in the singular or plural.
 * Returns the index after its last word.
 */
export function phraseAt(
  words: readonly ClauseWord[],
  at: number,
  end: number,
  list: string,
  vocabulary: Vocabulary,
): number | undefined {
  const first = words[at]?.word ?? '';
  const index = vocabulary.phrases(list);
  const verb = vocabulary.verbs.base.get(first);
  const candidates = [
    ...(index.get(first) ?? []),
    ...(verb === undefined || verb === first ? [] : (index.get(verb) ?? [])),
  ];
  const exact = list === 'fault-phrases';
  for (const phrase of candidates) {
    const after = restAt(words, at + 1, end, phrase.slice(1), exact, vocabulary);
    if (after !== undefined) return after;
  }
  return undefined;
}

function restAt(
  words: readonly ClauseWord[],
  from: number,
  end: number,
  phrase: readonly string[],
  exact: boolean,
  vocabulary: Vocabulary,
): number | undefined {
  const [first, ...rest] = phrase;
  if (first === undefined) return from;
  if (first === '…') {
    for (let at = from; at <= Math.min(from + MAX_GAP, end); at++) {
      const after =
        at > from || rest.length === 0 ? restAt(words, at, end, rest, exact, vocabulary) : undefined;
      if (after !== undefined) return after;
    }
    return undefined;
  }
  const word = from < end ? (words[from]?.word ?? '') : '';
  return word === first || (!exact && (word === `${first}s` || vocabulary.verbs.base.get(word) === first))
    ? restAt(words, from + 1, end, rest, exact, vocabulary)
    : undefined;
}

/** The first phrase of a list in a part of a sentence. */
export function findPhrase(
  words: readonly ClauseWord[],
  start: number,
  end: number,
  list: string,
  vocabulary: Vocabulary,
): { readonly start: number; readonly end: number } | undefined {
  for (let at = start; at < end; at++) {
    const after = phraseAt(words, at, end, list, vocabulary);
    if (after !== undefined) return { start: at, end: after };
  }
  return undefined;
}
