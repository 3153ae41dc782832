import { RegExpParser } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';

/** Texts of which a sentence contains one, if a pattern matches in it. */
type OneOf = readonly string[];

interface Reading {
  /** All that the part of a pattern can match, if that is a short list. */
  readonly exact: OneOf | undefined;
  /** What a sentence contains besides, if the part matches. */
  readonly needs: readonly OneOf[];
}

const MAX_TEXTS = 48;
/** Shorter ones are in most sentences. */
const MIN_LENGTH = 3;
const MAX_LISTS = 2;

const EMPTY: Reading = { exact: [''], needs: [] };
const ANYTHING: Reading = { exact: undefined, needs: [] };

/**
 * What a sentence must contain for a pattern to match: from each list one text. To look for them takes microseconds, and to
 * compile a pattern of the lexicon takes a millisecond.
 * @param pattern with its macros expanded; it matches with regard to case
 */
export function findNeeds(pattern: string): readonly OneOf[] {
  const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length);
  const { exact, needs } = readAlternatives(alternatives);
  return [...usefulLists(exact), ...needs]
    .toSorted((a, b) => weightOf(a) - weightOf(b))
    .filter(
      (list, index, lists) => lists.findIndex((other) => other.join('\n') === list.join('\n')) === index,
    )
    .slice(0, MAX_LISTS);
}

function readAlternatives(alternatives: readonly AST.Alternative[]): Reading {
  const readings = alternatives.map(({ elements }) => readSequence(elements));
  const all = readings.flatMap(({ exact }) => exact ?? []);
  if (readings.every(({ exact }) => exact !== undefined) && new Set(all).size <= MAX_TEXTS)
    return { exact: [...new Set(all)], needs: readings.length === 1 ? readings[0]!.needs : [] };
  if (readings.length === 1) return readings[0]!;
  const best = readings.map(({ exact, needs }) => [...usefulLists(exact), ...needs].toSorted(byWeight)[0]);
  const union = best.every((list) => list !== undefined) ? shortest(best.flat()) : [];
  return { exact: undefined, needs: union.length > 0 && union.length <= MAX_TEXTS ? [union] : [] };
}

function readSequence(elements: readonly AST.Element[]): Reading {
  const needs: OneOf[] = [];
  let texts: OneOf = [''];
  let isExact = true;
  for (const element of elements) {
    const read = readElement(element);
    needs.push(...read.needs);
    const joined = read.exact && [
      ...new Set(texts.flatMap((text) => read.exact!.map((next) => text + next))),
    ];
    if (joined && joined.length <= MAX_TEXTS) texts = joined;
    else {
      needs.push(...usefulLists(texts));
      texts = read.exact ?? [''];
      isExact = false;
    }
  }
  return isExact ? { exact: texts, needs } : { exact: undefined, needs: [...needs, ...usefulLists(texts)] };
}

function readElement(element: AST.Element): Reading {
  switch (element.type) {
    case 'Character':
      return { exact: [String.fromCodePoint(element.value)], needs: [] };
    case 'CharacterClass':
      return readClass(element);
    case 'Group':
    case 'CapturingGroup':
      return readAlternatives(element.alternatives);
    case 'Quantifier':
      return readQuantifier(element);
    case 'Assertion':
      return 'alternatives' in element && !element.negate
        ? { exact: [''], needs: listsOf(readAlternatives(element.alternatives)) }
        : EMPTY;
    default:
      return ANYTHING;
  }
}

function readClass({ negate, elements }: AST.CharacterClass): Reading {
  if (negate) return ANYTHING;
  const texts: string[] = [];
  for (const element of elements) {
    if (element.type !== 'Character') return ANYTHING;
    texts.push(String.fromCodePoint(element.value));
  }
  return { exact: texts, needs: [] };
}

function readQuantifier({ min, max, element }: AST.Quantifier): Reading {
  const read = readElement(element);
  if (max === 1 && min === 0) return { exact: read.exact && [...new Set(['', ...read.exact])], needs: [] };
  if (min === 0) return ANYTHING;
  return max === 1 ? read : { exact: undefined, needs: listsOf(read) };
}

function listsOf({ exact, needs }: Reading): readonly OneOf[] {
  return [...usefulLists(exact), ...needs];
}

/** The list without what another text of it is a part of; none if one of its texts is in most sentences. */
function usefulLists(texts: OneOf | undefined): readonly OneOf[] {
  if (texts === undefined || texts.some(({ length }) => length < MIN_LENGTH)) return [];
  return [shortest(texts)];
}

/** Without the space around longer words, "user " and "users " are one. */
function shortest(texts: OneOf): OneOf {
  const words = texts.map((text) => (text.trim().length > MIN_LENGTH ? text.trim() : text));
  return [...new Set(words)].filter((text) => !words.some((other) => other !== text && text.includes(other)));
}

/** Less for lists that fewer sentences have a text of. */
function weightOf(texts: OneOf): number {
  return texts.reduce((sum, { length }) => sum + 1 / length ** 2, 0);
}

function byWeight(a: OneOf, b: OneOf): number {
  return weightOf(a) - weightOf(b);
}
