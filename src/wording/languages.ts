import { LANGUAGE_LEXICONS } from './languages.gen.ts';
import type { Lexicon } from './lexicon.ts';

const parsed = new Map<string, Lexicon>();

/**
 * The core of the five rules in another language than English: a modal and a deadline, a hedge and a cause, "only" or "small"
 * and trouble, a supplier and a cause, machinery words. Undefined for a language without it.
 */
export function languageLexicon(language: string): Lexicon | undefined {
  const known = parsed.get(language);
  if (known !== undefined || !Object.hasOwn(LANGUAGE_LEXICONS, language)) return known;
  const lexicon = JSON.parse(LANGUAGE_LEXICONS[language]!) as Lexicon;
  parsed.set(language, lexicon);
  return lexicon;
}

/** The languages that have the core of the rules, besides English, which has all of them. */
export const CORE_LANGUAGES: readonly string[] = Object.keys(LANGUAGE_LEXICONS);
