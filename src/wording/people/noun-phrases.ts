import type { ClauseWord } from './clause-words.ts';
import { isOneOf } from './clause-words.ts';
import type { Vocabulary } from './vocabulary.ts';

const DETERMINERS =
  'the our a an one some two three four five both another his her their my this that these those each every any no several many which whose your its most all';

export const isDeterminer = (word: string): boolean => isOneOf(word, DETERMINERS);

/** Whether a head is a person for certain; undefined if it is none. */
export function headKind(
  word: string,
  modifiers: readonly string[],
  determined: boolean,
  vocabulary: Vocabulary,
): boolean | undefined {
  const last = modifiers.at(-1) ?? '';
  const program = vocabulary.has('program-words', last);
  if (vocabulary.has('groups', word)) return true;
  if (vocabulary.has('roles', word)) {
    if (!program) return true;
    return isOneOf(
      word,
      'engineer engineers administrator developer admin analyst scientist staff technician',
    )
      ? true
      : undefined;
  }
  if (vocabulary.has('mixed-roles', word)) {
    if (program) return undefined;
    if (word === 'lead' || word === 'leads') return determined && modifiers.length > 0 ? true : undefined;
    return word.startsWith('agent')
      ? modifiers.some((other) =>
          isOneOf(other, 'support service desk call human first-line second-line contact sales'),
        )
        ? true
        : undefined
      : true;
  }
  // "the trader", "an inspector": most nouns of this form are people, and many are programs
  if (AGENT.test(word) && determined && !program && !vocabulary.has('agent-programs', word)) return false;
  if (!vocabulary.has('mixed-groups', word) || program) return undefined;
  if (word === 'shift' || word === 'desk')
    return modifiers.some((other) => isOneOf(other, SHIFTS)) ? true : undefined;
  if (word === 'group') return determined ? modifiers.length > 0 : undefined;
  return determined ? false : undefined;
}

const AGENT = /^[a-z]{2,}(?:er|or|ist|ian)s?$/;
const SHIFTS =
  'night day late early morning evening weekend service help support previous next outgoing incoming second first third';

const BREAKS =
  'who that which whose and or but to as because when while if than so since without into instead despite against not';

export function isFunctionWord(word: string, vocabulary: Vocabulary): boolean {
  return (
    isOneOf(word, BREAKS) ||
    isDeterminer(word) ||
    vocabulary.has('auxiliaries', word) ||
    vocabulary.has('prepositions', word) ||
    vocabulary.verbs.past.has(word) ||
    isOneOf(word, 'it he she they we you i there') ||
    vocabulary.has('nobody', word) ||
    vocabulary.has('indefinite', word)
  );
}

/** The next word may not make the head a part of a longer noun: "operator console". */
export function endsNounPhrase(words: readonly ClauseWord[], head: number, vocabulary: Vocabulary): boolean {
  const next = words[head + 1];
  if (next === undefined || !/^\p{L}/u.test(next.word)) return true;
  if (/^[A-Z]$/.test(next.raw)) return true;
  const { word } = next;
  if (vocabulary.has('roles', word) || vocabulary.has('mixed-roles', word) || vocabulary.has('groups', word))
    return false;
  return (
    isFunctionWord(word, vocabulary) ||
    vocabulary.has('adverbs', word) ||
    (word.endsWith('ly') && word.length > 4) ||
    vocabulary.verbs.base.has(word) ||
    (word.endsWith('ed') && word.length > 4) ||
    (word.endsWith('ing') && word.length > 5) ||
    isOneOf(
      word,
      'responsible alone else involved present concerned below above unable too themselves himself herself',
    )
  );
}
