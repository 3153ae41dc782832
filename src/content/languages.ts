import { canonicalLanguageTag } from './language-tags.ts';
import { createParseError } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import { findNearest, formatAlternatives } from '../text/did-you-mean.ts';
import type { SourceFile } from './source.ts';
import type { YamlDocument } from './yaml.ts';

/** Languages with translated messages, by the names that people use for them. */
const LANGUAGES = {
  en: ['English', 'Anglais'],
  fr: ['French', 'Français'],
  pt: ['Portuguese', 'Português'],
  de: ['German', 'Deutsch'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Language = keyof typeof LANGUAGES;

/** For `Intl`, where the site's tag has no region. */
export const LOCALES = { en: 'en-GB', fr: 'fr-FR', pt: 'pt-PT', de: 'de-DE' } as const satisfies Readonly<
  Record<Language, string>
>;

/** The locale for `Intl` and `lang`: the site's own if it has a region and a translation, otherwise the translation's. */
export function localeFor(language: string): string {
  const translated = findLanguage(language);
  const own = translated !== undefined && language.includes('-') ? canonicalLanguageTag(language) : undefined;
  return own ?? LOCALES[translated ?? 'en'];
}

/** The language of the messages for a tag such as `fr` or `fr-CA`; undefined if there is no translation. */
export function findLanguage(tag: string): Language | undefined {
  const code = canonicalLanguageTag(tag)?.split('-')[0] ?? '';
  return Object.hasOwn(LANGUAGES, code) ? (code as Language) : undefined;
}

/** Reports a language in `status.yaml` without a translation. @param own the languages that the company has words for */
export function checkLanguage(source: SourceFile, yaml: YamlDocument, own: readonly string[]): Diagnostic[] {
  const tag = (yaml.data as { readonly language?: unknown } | null | undefined)?.language;
  if (typeof tag !== 'string' || findLanguage(tag) !== undefined) return [];
  const code = canonicalLanguageTag(tag)?.split('-')[0] ?? '';
  if (own.includes(code)) return [];
  const span = yaml.locate(['language']);
  const choices = Object.entries(LANGUAGES).map(([id, [name]]) => `"${id}" (${name})`);
  const known = languageName(code);
  const meant = known === undefined ? guessLanguage(tag) : undefined;
  const found = `"${tag.slice(0, 40)}"${known === undefined ? '' : ` (${known})`}`;
  const message = `"language" is ${found}; the interface is translated into ${formatAlternatives(choices)}.`;
  const bring = `Bring the words of another language in words/${known === undefined ? 'CODE' : code}.yaml. `;
  const help = `${meant === undefined ? bring : `Did you mean "${meant}"? `}Until then texts and rules are English.`;
  const fix = meant === undefined ? undefined : { ...span, text: meant };
  return [createParseError(source, span, message, help, fix)];
}

function languageName(code: string): string | undefined {
  return code === ''
    ? undefined
    : new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code);
}

/** A code with one wrong letter, or a language's name. */
function guessLanguage(text: string): Language | undefined {
  const names = new Map<string, Language>();
  for (const [code, called] of Object.entries(LANGUAGES) as [Language, readonly string[]][]) {
    for (const name of [code, ...called]) names.set(name.toLowerCase(), code);
  }
  return names.get(findNearest(text, [...names.keys()]) ?? '');
}
