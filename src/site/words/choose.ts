import { en } from './en.ts';
import type { Words } from './words.ts';

/** The languages of the interface, by their code. */
const LANGUAGES: Readonly<Record<string, Words>> = { en };

/** The words for a site's language: `en-US` finds `en`; English, where there is none. */
export function wordsFor(language: string): Words {
  return LANGUAGES[language] ?? LANGUAGES[language.split('-')[0]!] ?? en;
}

/** The locale for `Intl`: the site's own, where it names a region and its words are ours; else that of the words. */
export function localeFor(language: string): string {
  const words = wordsFor(language);
  const ours = language.split('-')[0] === words.locale.split('-')[0];
  return ours && language.includes('-') ? language : words.locale;
}
