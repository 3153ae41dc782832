import { LEXICON } from '../wording/lexicon.gen.ts';

/** Names that customers use often and that are no company of the lexicon. */
const OTHER_NAMES = new Set(
  [
    'android chrome firefox safari edge opera windows mac linux outlook excel',
    'monday tuesday wednesday thursday friday saturday sunday',
    'january february april june july august september october november december christmas easter',
    'europe asia africa america lagos london paris berlin english french german',
  ].flatMap((names) => names.split(' ')),
);

/** People and things of a country: "Nigerian cards", "British numbers", "Japanese texts", "Korean texts". */
const OF_A_COUNTRY = /(?:[^aeiou]ian|[^h]ish|[^h]ese|[^l]ean)s?$/;

/** One capital letter at the beginning, as in "Slow", "Sign-ins" and "L’écran", or an article of one letter. */
const PLAIN_WORD = /^(?:[AO]|\p{Lu}\p{Ll}+|\p{Lu}\p{Ll}*[-'’]\p{Ll}+(?:[-'’]\p{Ll}+)*)$/u;

let companies: ReadonlySet<string> | undefined;

/**
 * Puts the first letter of a text into lower case, because it goes on a sentence. A name keeps its capital letter: one of the
 * company's, of a well-known company, an acronym, and a word before another with a capital letter, such as "Apple Pay".
 * @param names of the company, its components and products, as they are written
 */
export function beginWithinSentence(text: string, names: readonly string[]): string {
  const [word = ''] = text.split(/[\s,.:;!?/]/, 1);
  const stem = word.replace(/(?:['’]s?)$/, '');
  if (!PLAIN_WORD.test(stem)) return text;
  const next = /^\S+\s+(\S)/u.exec(text)?.[1] ?? '';
  const lower = stem.toLowerCase();
  const isName =
    /\p{Lu}/u.test(next) ||
    OTHER_NAMES.has(lower) ||
    OF_A_COUNTRY.test(lower) ||
    names.some((name) => beginsWithName(text, name)) ||
    companyNames().has(lower);
  return isName ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function beginsWithName(text: string, name: string): boolean {
  const after = text.charAt(name.length);
  return name !== '' && text.startsWith(name) && !/[\p{L}\d]/u.test(after);
}

function companyNames(): ReadonlySet<string> {
  companies ??= new Set(LEXICON.vendors.flat());
  return companies;
}
