import type { ClauseWord } from './clause-words.ts';
import { isOneOf } from './clause-words.ts';
import type { PersonMention } from './mentions.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a sentence says of a person: from its first auxiliary, adverb or verb to the end of the clause. */
export interface Predicate {
  readonly start: number;
  readonly end: number;
}

/** Words after which a person's clause is over: a reason, a time, or another subject. */
const CLAUSE_ENDS = new Set([';', ':', '.', '?', '!', '(', ')', '—', '–']);
const NEW_CLAUSES = new Set([
  'because',
  'since',
  'so',
  'which',
  'whose',
  'where',
  'while',
  'when',
  'whereas',
  'if',
  'unless',
]);
const ENDS_MODIFIER = new Set([',', 'that', 'who']);
/** How many words may stand between a person and the verb: "the engineer on duty at the second site". */
const MAX_MODIFIER = 9;

/** Whether a word can begin a predicate: an auxiliary, or a verb in the past. */
export function isFinite(word: string, vocabulary: Vocabulary): boolean {
  return (
    vocabulary.has('auxiliaries', word) ||
    vocabulary.verbs.past.has(word) ||
    (word.endsWith('ed') && word.length > 3)
  );
}

export const isAdverb = (word: string, vocabulary: Vocabulary): boolean =>
  word !== 'who' && (vocabulary.has('adverbs', word) || (word.endsWith('ly') && word.length > 4));

/** Everything that a clause says of the person, relative clauses and joined verbs included. */
export function findPredicates(
  words: readonly ClauseWord[],
  mention: PersonMention,
  vocabulary: Vocabulary,
): readonly Predicate[] {
  const found: Predicate[] = [];
  const whoever = words[mention.start]?.word === 'whoever';
  let at = skipModifiers(words, mention.end, vocabulary);
  const relative = relativeAt(words, at);
  if (relative !== undefined || whoever) {
    const start = relative?.start ?? mention.end;
    if (predicateStart(words, start, vocabulary) === undefined) return found;
    const main = afterRelative(words, start, relative?.comma === true, vocabulary);
    found.push({ start, end: Math.min(main ?? words.length, clauseEnd(words, start, vocabulary)) });
    if (main === undefined) return found;
    at = main;
  }
  const start = predicateStart(words, at, vocabulary);
  if (start === undefined) return found;
  const end = clauseEnd(words, start, vocabulary);
  found.push({ start, end });
  for (const joined of joinedVerbs(words, start, end, vocabulary)) found.push({ start: joined, end });
  return found;
}

function relativeAt(
  words: readonly ClauseWord[],
  at: number,
): { readonly start: number; readonly comma: boolean } | undefined {
  const comma = words[at]?.word === ',';
  const word = words[comma ? at + 1 : at]?.word;
  if (word !== 'who' && (word !== 'that' || comma)) return undefined;
  return { start: comma ? at + 2 : at + 1, comma };
}

/** The main verb after a relative clause: behind the comma that closes it, or the next finite verb that joins no other. */
function afterRelative(
  words: readonly ClauseWord[],
  start: number,
  comma: boolean,
  vocabulary: Vocabulary,
): number | undefined {
  const verb = predicateStart(words, start, vocabulary);
  if (verb === undefined) return undefined;
  let at = verb;
  while (
    at < words.length &&
    (vocabulary.has('auxiliaries', words[at]?.word ?? '') || isAdverb(words[at]?.word ?? '', vocabulary))
  )
    at++;
  for (at++; at < words.length && at < verb + 14; at++) {
    const word = words[at]?.word ?? '';
    if (CLAUSE_ENDS.has(word)) return undefined;
    if (word === ',') return comma ? at + 1 : undefined;
    if (comma) continue;
    const before = words[at - 1]?.word ?? '';
    if (isFinite(word, vocabulary) && !isOneOf(before, 'and or to the a an had has have be been was were'))
      return isAdverb(before, vocabulary) ? at - 1 : at;
  }
  return undefined;
}

/** Behind "on duty", "at the vendor", "(on call since six)", ", as usual,". */
function skipModifiers(words: readonly ClauseWord[], from: number, vocabulary: Vocabulary): number {
  let at = from;
  for (let turns = 0; turns < 3; turns++) {
    const word = words[at]?.word ?? '';
    if (word === '(') {
      const close = words.findIndex((other, index) => index > at && other.word === ')');
      if (close < 0) return at;
      at = close + 1;
    } else if (word === ',' && words[at + 1]?.word !== 'who') {
      const close = words.findIndex((other, index) => index > at && other.word === ',');
      const closes =
        close > 0 && close - at <= 7 && predicateStart(words, close + 1, vocabulary) !== undefined;
      if (!closes || isFinite(words[at + 1]?.word ?? '', vocabulary)) return at;
      at = close + 1;
    } else if (
      vocabulary.has('prepositions', word) ||
      isOneOf(word, 'responsible involved alone else concerned')
    ) {
      at = skipPhrase(words, at, vocabulary);
    } else return at;
  }
  return at;
}

function skipPhrase(words: readonly ClauseWord[], from: number, vocabulary: Vocabulary): number {
  let at = from + 1;
  while (at < words.length && at < from + MAX_MODIFIER) {
    const word = words[at]?.word ?? '';
    if (CLAUSE_ENDS.has(word) || ENDS_MODIFIER.has(word)) return at;
    if (isAdverb(word, vocabulary) || isFinite(word, vocabulary)) return at;
    at++;
  }
  return at;
}

function predicateStart(
  words: readonly ClauseWord[],
  from: number,
  vocabulary: Vocabulary,
): number | undefined {
  let at = from;
  while (at < words.length && isAdverb(words[at]?.word ?? '', vocabulary)) at++;
  const word = words[at]?.word ?? '';
  if (isFinite(word, vocabulary)) return from;
  // "keeps forgetting", "insists"
  const base = vocabulary.verbs.base.get(word);
  const never = words.slice(from, at).some(({ word: adverb }) => adverb === 'never' || adverb === 'always');
  const present = base !== undefined && word !== base && /[^s]s$/.test(word);
  if (base === undefined) return undefined;
  return (present && never) || ((present || word === base) && vocabulary.has('habits', base))
    ? from
    : undefined;
}

/** Where the clause ends: at a reason, a time or a colon, or where "and" brings another subject. */
function clauseEnd(words: readonly ClauseWord[], start: number, vocabulary: Vocabulary): number {
  for (let at = start + 1; at < words.length; at++) {
    const word = words[at]?.word ?? '';
    const adverb = word === 'since' && isOneOf(words[at - 1]?.word ?? '', 'has have had');
    if (CLAUSE_ENDS.has(word) || (NEW_CLAUSES.has(word) && !adverb)) return at;
    if (word === 'as' && isReasonAs(words, at)) return at;
    if (
      (word === 'and' || word === 'but') &&
      words[at - 1]?.word === ',' &&
      predicateStart(words, at + 1, vocabulary) === undefined
    )
      return at;
  }
  return words.length;
}

/** "as the alert was muted", unlike "as usual" and "as root". */
const isReasonAs = (words: readonly ClauseWord[], at: number): boolean =>
  words[at - 1]?.word !== 'same' &&
  isOneOf(
    words[at + 1]?.word ?? '',
    'the no it its there our this a an their that they described expected planned documented',
  );

/** "… and told nobody", "… then left": verbs of the same subject. */
function joinedVerbs(
  words: readonly ClauseWord[],
  start: number,
  end: number,
  vocabulary: Vocabulary,
): readonly number[] {
  const found: number[] = [];
  for (let at = start + 1; at < end; at++) {
    const word = words[at]?.word ?? '';
    // "rebooted everything, deleted the log and left"
    const list = word === ',' && (words[at + 1]?.word ?? '').endsWith('ed');
    if (
      !list &&
      word !== 'and' &&
      word !== 'but' &&
      word !== 'or' &&
      !(word === 'then' && words[at - 1]?.word === ',')
    )
      continue;
    if (
      isFinite(words[at + 1]?.word ?? '', vocabulary) ||
      predicateStart(words, at + 1, vocabulary) !== undefined
    )
      found.push(at + 1);
  }
  return found;
}
