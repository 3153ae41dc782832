import { formatFinding } from './parse-errors.ts';
import type { Finding } from './finding.ts';
import { nearest, oneOf } from '../text/did-you-mean.ts';
import type { Source } from './source.ts';
import type { YamlText } from './yaml.ts';

/** The languages that the interface has words in, with what people call them. */
const LANGUAGES = {
  en: ['English', 'Anglais'],
  fr: ['French', 'Français'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Language = keyof typeof LANGUAGES;

/** The language of words for `fr` or `fr-CA`; undefined, where there are none. */
export function languageOf(tag: string): Language | undefined {
  const code = canonical(tag)?.split('-')[0] ?? '';
  return Object.hasOwn(LANGUAGES, code) ? (code as Language) : undefined;
}

/** A language tag as `Intl` spells it: `fr-CA` for `FR-ca`; undefined for what is none. */
export function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** What is to be said of the language in a site's file, if it is text and there are no words for it. */
export function languageFindings(source: Source, yaml: YamlText): Finding[] {
  const tag = (yaml.data as { readonly language?: unknown } | null | undefined)?.language;
  if (typeof tag !== 'string' || languageOf(tag) !== undefined) return [];
  const span = yaml.locate(['language']);
  const choices = Object.entries(LANGUAGES).map(([code, [name]]) => `"${code}" (${name})`);
  const known = nameOf(tag);
  const meant = known === undefined ? languageMeant(tag) : undefined;
  const found = `"${tag.slice(0, 40)}"${known === undefined ? '' : ` (${known})`}`;
  const message = `"language" is ${found}; the interface has words in ${oneOf(choices)}.`;
  const help = `${meant === undefined ? '' : `Did you mean "${meant}"? `}Until then they are English.`;
  const fix = meant === undefined ? undefined : { ...span, text: meant };
  return [formatFinding(source, span, message, help, fix)];
}

/** What a language is called, if it is one. */
function nameOf(tag: string): string | undefined {
  const code = canonical(tag)?.split('-')[0];
  return code && new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code);
}

/** The one code that a text must have meant: a letter off, or a language by its name. */
function languageMeant(text: string): Language | undefined {
  const names = new Map<string, Language>();
  for (const [code, called] of Object.entries(LANGUAGES) as [Language, readonly string[]][]) {
    for (const name of [code, ...called]) names.set(name.toLowerCase(), code);
  }
  return names.get(nearest(text, [...names.keys()]) ?? '');
}
