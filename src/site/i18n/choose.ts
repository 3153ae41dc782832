import { canonicalLanguageTag } from '../../content/language-tags.ts';
import { findLanguage, localeFor } from '../../content/languages.ts';
import { resolveWords } from '../../content/words/written-words.ts';
import type { PublicSite } from '../../status/status-view.ts';
import { enMessages } from './en.ts';
import { frMessages } from './fr.ts';
import { createMessages } from './messages-from-words.ts';
import type { Messages } from './messages.ts';

const CODED: Readonly<Record<string, Messages>> = { en: enMessages, fr: frMessages };

const made = new WeakMap<object, Messages>();

/** `fr-CA` selects French; words of the language, or of the company, come before what is code. English is the fallback. */
export function messagesFor({ language, words: own }: Pick<PublicSite, 'language' | 'words'>): Messages {
  const code = findLanguage(language) ?? 'en';
  const coded = Object.hasOwn(CODED, code) ? CODED[code]! : undefined;
  const words = own ?? (coded ? undefined : shippedWords(code));
  if (!words) return coded ?? enMessages;
  let messages = made.get(words);
  if (!messages) {
    const page = new Map(Object.entries(words.page));
    made.set(words, (messages = createMessages(page, localeOf({ language, words }), coded ?? enMessages)));
  }
  return messages;
}

const shipped = new Map<string, NonNullable<PublicSite['words']>>();

function shippedWords(code: string): NonNullable<PublicSite['words']> {
  let words = shipped.get(code);
  if (!words) shipped.set(code, (words = resolveWords(code).words));
  return words;
}

/** For `Intl` and `lang`: the site's own tag if it has a region, otherwise the one of the words. */
export function localeOf({ language, words }: Pick<PublicSite, 'language' | 'words'>): string {
  if (!words || findLanguage(language) !== undefined) return localeFor(language);
  return (language.includes('-') ? canonicalLanguageTag(language) : undefined) ?? words.locale;
}
