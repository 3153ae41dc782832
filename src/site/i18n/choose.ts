import { canonicalLanguageTag, findLanguage } from '../../content/languages.ts';
import type { Language } from '../../content/languages.ts';
import { enMessages } from './en.ts';
import { frMessages } from './fr.ts';
import type { Messages } from './messages.ts';

const LANGUAGES: Readonly<Record<Language, Messages>> = { en: enMessages, fr: frMessages };

/** The words for a site's language: `fr-CA` finds French; English, where there are none. */
export function messagesFor(language: string): Messages {
  return LANGUAGES[findLanguage(language) ?? 'en'];
}

/** The locale for `Intl` and `lang`: the site's own, where it names a region and its words are ours; else that of the words. */
export function localeFor(language: string): string {
  const ours = findLanguage(language) !== undefined && language.includes('-');
  return (ours && canonicalLanguageTag(language)) || messagesFor(language).locale;
}
