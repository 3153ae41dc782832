import type { ClauseWord } from './clause-words.ts';
import { isOneOf } from './clause-words.ts';
import type { Predicate } from './predicates.ts';
import { isAdverb } from './predicates.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A predicate taken apart: "should not really have been told to wait". */
export interface VerbPhrase {
  readonly modal: string | undefined;
  readonly negated: boolean;
  /** "never", which says more than "not". */
  readonly never: boolean;
  readonly perfect: boolean;
  /** A form of "be": the main verb, or before a participle. */
  readonly be: boolean;
  readonly adverbs: readonly string[];
  /** The index of the main word after the auxiliaries: a verb, or what someone was. */
  readonly main: number;
  /** The main word in the form of the dictionary. */
  readonly verb: string;
  readonly end: number;
}

const MODALS = new Set(['would', 'will', 'shall', 'should', 'can', 'could', 'may', 'might', 'must', 'ought']);
const HAVE = new Set(['has', 'have', 'had']);
const BE = new Set(['is', 'are', 'was', 'were', 'be', 'been', 'being', 'am', 'get', 'got', 'gets']);
/** Like "be" where a weakness follows: "looked tired". */
const SEEM = new Set(['seemed', 'looked', 'became', 'felt', 'seem', 'remained', 'grew', 'turned']);
const DO = new Set(['do', 'does', 'did']);

export function parseVerbPhrase(
  words: readonly ClauseWord[],
  { start, end }: Predicate,
  vocabulary: Vocabulary,
): VerbPhrase {
  let [modal, negated, never, perfect, be] = [undefined as string | undefined, false, false, false, false];
  const adverbs: string[] = [];
  let at = start;
  for (; at < end; at++) {
    const word = words[at]?.word ?? '';
    const next = words[at + 1]?.word ?? '';
    if (word === 'not' || word === "n't") negated = true;
    else if (word === 'never') negated = never = true;
    else if (MODALS.has(word)) modal = word;
    else if (word === 'to' && (modal === 'ought' || words[at - 1]?.word === 'have')) continue;
    else if (DO.has(word) && auxiliaryBefore(words, at, vocabulary)) continue;
    else if (HAVE.has(word) && participleAhead(words, at + 1, vocabulary)) perfect = true;
    else if (BE.has(word) || (SEEM.has(word) && vocabulary.has('bad-states', next))) {
      if (word.startsWith('get') || word === 'got') {
        if (!next.endsWith('ed') && !vocabulary.has('bad-states', next)) break;
      }
      be = true;
    } else if (
      vocabulary.has('adverbs', word) ||
      word === 'since' ||
      (word.endsWith('ly') && word.length > 4)
    )
      adverbs.push(word);
    else break;
  }
  const word = words[at]?.word ?? '';
  return {
    modal,
    negated,
    never,
    perfect,
    be,
    adverbs,
    main: at,
    verb: vocabulary.verbs.base.get(word) ?? regularBase(word),
    end,
  };
}

/** "did not", "did finally look"; "did nothing" is a verb of its own. */
const auxiliaryBefore = (words: readonly ClauseWord[], at: number, vocabulary: Vocabulary): boolean => {
  const next = words[at + 1]?.word ?? '';
  return (
    next === 'not' ||
    next === "n't" ||
    isAdverb(next, vocabulary) ||
    (vocabulary.verbs.base.has(next) && !next.endsWith('ing'))
  );
};

/** "had not yet been", "has forgotten"; "had no idea" is a verb of its own. */
function participleAhead(words: readonly ClauseWord[], from: number, vocabulary: Vocabulary): boolean {
  let at = from;
  while (isOneOf(words[at]?.word ?? '', "not n't") || isAdverb(words[at]?.word ?? '', vocabulary)) at++;
  const word = words[at]?.word ?? '';
  return (
    word === 'been' ||
    word === 'to' ||
    (word.endsWith('ed') && word.length > 3) ||
    vocabulary.verbs.past.has(word)
  );
}

/** "restarted" without a list: enough to name it. */
const regularBase = (word: string): string =>
  word.endsWith('ied')
    ? `${word.slice(0, -3)}y`
    : word.endsWith('ed') && word.length > 4
      ? word.slice(0, -2)
      : word;
