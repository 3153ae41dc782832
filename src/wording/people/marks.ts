import type { ClauseWord } from './clause-words.ts';
import { isOneOf } from './clause-words.ts';
import { isDeterminer } from './noun-phrases.ts';
import { findPhrase } from './phrases.ts';
import type { Scope } from './scope.ts';
import { wordAt } from './scope.ts';

/** The part of a sentence that is searched. */
export interface MarkSearch extends Scope {
  readonly start: number;
  readonly end: number;
  /** Whether the subject is a person for certain; a program too can do something prematurely. */
  readonly certain: boolean;
}

/**
 * What makes an act a fault: "by mistake", "without asking", "the wrong server", "ignoring the warning", "before checking". Returns
 * the index after the mark.
 */
export function findMark(search: MarkSearch): number | undefined {
  const { words, start, end, vocabulary } = search;
  const phrase = findPhrase(words, start, end, 'fault-phrases', vocabulary);
  if (phrase !== undefined) return phrase.end;
  for (let at = start; at < end; at++) {
    // "files expiring prematurely": not what the person did
    if (
      at > start &&
      vocabulary.has('fault-adverbs', words[at]?.word ?? '') &&
      words[at - 1]?.word.endsWith('ing') === true
    )
      continue;
    const after = markAt(search, at);
    if (after !== undefined) return after;
  }
  return undefined;
}

function markAt(search: MarkSearch, at: number): number | undefined {
  const { words, start, end, certain, vocabulary } = search;
  const word = words[at]?.word ?? '';
  const before = words[at - 1]?.word ?? '';
  const next = at + 1 < end ? (words[at + 1]?.word ?? '') : '';
  if (vocabulary.has('fault-adverbs', word)) {
    if (before === 'not' || before === "n't" || before === 'without') return undefined;
    if (word === 'late' && (before === 'too' || next !== '')) return undefined;
    return certain || !vocabulary.has('mixed-adverbs', word) ? at + 1 : undefined;
  }
  if (isOneOf(next, 'way manner fashion') && /^(?:un|in|ir|dis)\p{L}{5,}$/u.test(word)) return at + 2;
  if (vocabulary.has('fault-objects', word)) return wrongObject(search, at);
  if (
    word === 'own' &&
    isOneOf(before, 'his her their my') &&
    /^(?:change|changes|code|commit|pull|work|request|patch|script)$/.test(next) &&
    words.slice(start, at).some(({ word: verb }) => isOneOf(verb, 'approved reviewed merged signed accepted'))
  )
    return at + 2;
  if (
    isOneOf(word, 'public personal unencrypted plain shared') &&
    /^(?:repository|repositories|repo|bucket|channel|gist|chat|forum|folder|laptop|text|email|account|phone)$/.test(
      next,
    ) &&
    words
      .slice(start, at)
      .some(({ word: thing }) =>
        /^(?:credentials?|passwords?|secrets?|keys?|tokens?|data|records|dump|backups?)$/.test(thing),
      )
  )
    return at + 2;
  if (word === 'without') return without(search, at);
  if (
    word === 'against' ||
    word === 'despite' ||
    word === 'outside' ||
    word === 'beyond' ||
    (word === 'spite' && before === 'in')
  )
    return within(
      words,
      at + 1,
      Math.min(at + 6, end),
      (other) => vocabulary.has('rules', other) && (word !== 'outside' || other !== 'rota'),
    );
  if (word === 'though' || word === 'although')
    return within(
      words,
      at + 1,
      Math.min(at + 14, words.length),
      (other) =>
        vocabulary.has('defying', other) ||
        isOneOf(other, 'policy policies rule rules runbook warning warnings procedure guide calendar freeze'),
    );
  if (word === 'instead' && next === 'of' && (words[at + 2]?.word ?? '').endsWith('ing')) return at + 3;
  if (word === 'never' && next === 'been' && /ed$|^run$|^read$/.test(words[at + 2]?.word ?? ''))
    return at + 3;
  if (word === 'even' && next === 'after') return at + 2;
  if (word === 'being' && vocabulary.has('orders', next) && isOneOf(before, 'after despite without'))
    return at + 2;
  if (word === 'rather' && next === 'than' && vocabulary.has('check-gerunds', words[at + 2]?.word ?? ''))
    return at + 3;
  if (word === 'before') {
    if (vocabulary.has('check-gerunds', next)) return at + 2;
    if (
      (next === 'they' || vocabulary.has('pronouns', next) || vocabulary.has('indefinite', next)) &&
      end > at + 2
    )
      return at + 3;
    return undefined;
  }
  if (word.endsWith('ing') && word.length > 5) return participle(search, at);
  return undefined;
}

/** "the wrong server", "an untested change"; "was wrong" is no object, and "replaced the faulty card" a repair. */
function wrongObject(search: MarkSearch, at: number): number | undefined {
  const next = at + 1 < search.end ? wordAt(search, at + 1) : '';
  if (!/^\p{L}/u.test(next) || isOneOf(next, 'and or but side') || isRepaired(search, at)) return undefined;
  const before = wordAt(search, at - 1);
  return /^\p{L}/u.test(before) && !isOneOf(before, 'was were is are be been no not') ? at + 2 : undefined;
}

function isRepaired(search: MarkSearch, at: number): boolean {
  const { vocabulary } = search;
  let verb = at - 1;
  if (isDeterminer(wordAt(search, verb))) verb--;
  if (isOneOf(wordAt(search, verb), 'back off out down away')) verb--;
  return (
    vocabulary.has('broken', wordAt(search, at)) &&
    vocabulary.has('remedies', vocabulary.verbs.base.get(wordAt(search, verb)) ?? '')
  );
}

/** "without checking", "without a second review"; "without losing a request" is praise. */
function without({ words, start, end, vocabulary }: MarkSearch, at: number): number | undefined {
  for (let index = at + 1; index <= at + 5 && index < end; index++) {
    const word = words[index]?.word ?? '';
    if (vocabulary.has('harmless-without', word)) return undefined;
    if (
      vocabulary.has('without-nouns', word) ||
      (word.endsWith('ing') && word.length > 5 && !isOneOf(word, 'during warning'))
    )
      return index + 1;
    if (!/^\p{L}/u.test(word)) return undefined;
  }
  // "without a feature flag"
  const article = words[at + 1]?.word ?? '';
  if (
    !words.slice(start, at).some(({ word }) => vocabulary.has('acts', vocabulary.verbs.base.get(word) ?? ''))
  )
    return undefined;
  return isOneOf(article, 'a an any proper prior enough sufficient') && at + 3 <= end
    ? Math.min(at + 3, end)
    : undefined;
}

/** "ignoring the warning", "bypassing the review", "not realising that …". */
function participle({ words, end, certain, vocabulary }: MarkSearch, at: number): number | undefined {
  const word = words[at]?.word ?? '';
  const before = words[at - 1]?.word ?? '';
  const verb = vocabulary.verbs.base.get(word) ?? '';
  if (before === 'not' && isOneOf(verb, 'realise realize know notice check think understand read look'))
    return at + 1;
  const stands =
    isOneOf(before, ', by and while despite thus then simply after') || vocabulary.has('adverbs', before);
  if (!vocabulary.has('fault', verb) || (!certain && vocabulary.has('systems-too', verb)) || !stands)
    return undefined;
  if (verb === 'fail') return words[at + 1]?.word === 'to' ? at + 2 : undefined;
  return Math.min(at + 2, end);
}

function within(
  words: readonly ClauseWord[],
  from: number,
  end: number,
  test: (word: string) => boolean,
): number | undefined {
  for (let at = from; at < end; at++) if (test(words[at]?.word ?? '')) return at + 1;
  return undefined;
}
