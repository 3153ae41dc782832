import { canonical, languageOf } from '../../content/languages.ts';
import type { Language } from '../../content/languages.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { Words } from './messages.ts';

const LANGUAGES: Readonly<Record<Language, Words>> = { en, fr };

/** The words for a site's language: `fr-CA` finds French; English, where there are none. */
export function wordsFor(language: string): Words {
  return LANGUAGES[languageOf(language) ?? 'en'];
}

/** The locale for `Intl` and `lang`: the site's own, where it names a region and its words are ours; else that of the words. */
export function localeFor(language: string): string {
  const ours = languageOf(language) !== undefined && language.includes('-');
  return (ours && canonical(language)) || wordsFor(language).locale;
}
