import { canonicalLanguageTag, findLanguage } from '../../content/languages.ts';
import type { Language } from '../../content/languages.ts';
import { enMessages } from './en.ts';
import { frMessages } from './fr.ts';
import type { Messages } from './messages.ts';

const LANGUAGES: Readonly<Record<Language, Messages>> = { en: enMessages, fr: frMessages };

/** `fr-CA` selects French. English is the fallback. */
export function messagesFor(language: string): Messages {
  return LANGUAGES[findLanguage(language) ?? 'en'];
}

/** The locale for `Intl` and `lang`: the site's own if it has a region and a translation, otherwise the translation's. */
export function localeFor(language: string): string {
  const isTranslated = findLanguage(language) !== undefined && language.includes('-');
  return (isTranslated && canonicalLanguageTag(language)) || messagesFor(language).locale;
}
