import { createParseError } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import { findNearest, formatAlternatives } from '../text/did-you-mean.ts';
import type { SourceFile } from './source.ts';
import type { YamlDocument } from './yaml.ts';

/** The languages that the interface has words in, with what people call them. */
const LANGUAGES = {
  en: ['English', 'Anglais'],
  fr: ['French', 'Français'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Language = keyof typeof LANGUAGES;

/** The language of words for `fr` or `fr-CA`; undefined, where there are none. */
export function findLanguage(tag: string): Language | undefined {
  const code = canonicalLanguageTag(tag)?.split('-')[0] ?? '';
  return Object.hasOwn(LANGUAGES, code) ? (code as Language) : undefined;
}

/** A language tag as `Intl` spells it: `fr-CA` for `FR-ca`; undefined for what is none. */
export function canonicalLanguageTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** What is to be said of the language in a site's file, if it is text and there are no words for it. */
export function checkLanguage(source: SourceFile, yaml: YamlDocument): Diagnostic[] {
  const tag = (yaml.data as { readonly language?: unknown } | null | undefined)?.language;
  if (typeof tag !== 'string' || findLanguage(tag) !== undefined) return [];
  const span = yaml.locate(['language']);
  const choices = Object.entries(LANGUAGES).map(([code, [name]]) => `"${code}" (${name})`);
  const known = languageName(tag);
  const meant = known === undefined ? guessLanguage(tag) : undefined;
  const found = `"${tag.slice(0, 40)}"${known === undefined ? '' : ` (${known})`}`;
  const message = `"language" is ${found}; the interface has words in ${formatAlternatives(choices)}.`;
  const help = `${meant === undefined ? '' : `Did you mean "${meant}"? `}Until then they are English.`;
  const fix = meant === undefined ? undefined : { ...span, text: meant };
  return [createParseError(source, span, message, help, fix)];
}

/** What a language is called, if it is one. */
function languageName(tag: string): string | undefined {
  const code = canonicalLanguageTag(tag)?.split('-')[0];
  return code && new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code);
}

/** The one code that a text must have meant: a letter off, or a language by its name. */
function guessLanguage(text: string): Language | undefined {
  const names = new Map<string, Language>();
  for (const [code, called] of Object.entries(LANGUAGES) as [Language, readonly string[]][]) {
    for (const name of [code, ...called]) names.set(name.toLowerCase(), code);
  }
  return names.get(findNearest(text, [...names.keys()]) ?? '');
}
