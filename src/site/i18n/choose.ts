import { findLanguage } from '../../content/languages.ts';
import type { Language } from '../../content/languages.ts';
import { enMessages } from './en.ts';
import { frMessages } from './fr.ts';
import type { Messages } from './messages.ts';

const LANGUAGES: Readonly<Record<Language, Messages>> = { en: enMessages, fr: frMessages };

/** `fr-CA` selects French. English is the fallback. */
export function messagesFor(language: string): Messages {
  return LANGUAGES[findLanguage(language) ?? 'en'];
}
