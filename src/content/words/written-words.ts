import type { z } from 'zod';
import { canonicalLanguageTag } from '../language-tags.ts';
import type { Diagnostic } from '../finding.ts';
import { checkReadable, idFromPath } from '../parse-incident.ts';
import { collectSchemaErrors, createParseError } from '../parse-errors.ts';
import { flattenPageWords, PAGE_WORD_PLACEHOLDERS } from '../schema/page-words.ts';
import type { PageWord } from '../schema/page-words.ts';
import { SEVERITY_TEXTS, TITLE_WORDS, WRITTEN_TEXTS, wordsSchema } from '../schema/words.ts';
import type { SourceFile } from '../source.ts';
import { findPreparsed } from '../preparsed-yaml.ts';
import { parseYaml } from '../yaml.ts';
import { SHIPPED_WORDS } from './shipped.gen.ts';
import { FOR_FEW_FILES } from '../schema/fields.ts';

export type WordsFile = Readonly<z.output<typeof wordsSchema>>;
export type WrittenText = (typeof WRITTEN_TEXTS)[number];

/** The words of the page's language; where it lacks one, the English one. */
export interface WrittenWords {
  /** `pt`; `en` if the page's language has no words. */
  readonly language: string;
  /** For `Intl`. */
  readonly locale: string;
  readonly templates: Readonly<Record<WrittenText, string>>;
  readonly titles: Readonly<Record<(typeof TITLE_WORDS)[number], string>>;
  /** The texts of the policy `standard` about severities, by their English ones. */
  readonly severities: ReadonlyMap<string, string>;
  readonly impactPhrases: readonly string[];
  /** The beginnings of words that rules look for. An absent list turns its rule off; English has its own lists. */
  readonly checked: WordsFile['checked'];
  /** The words of the page by path. Empty for English and French, whose messages are code, unless the company has its own. */
  readonly page: Readonly<Record<string, PageWord>>;
  /** The words that are English because the language lacks them. */
  readonly missing: readonly string[];
}

/** The languages that come with Candor, by code. */
export const SHIPPED_LANGUAGES: readonly string[] = Object.keys(SHIPPED_WORDS).toSorted();

const parsedShipped = new Map<string, WordsFile>();

function shippedWords(code: string): WordsFile | undefined {
  const text = Object.hasOwn(SHIPPED_WORDS, code) ? SHIPPED_WORDS[code] : undefined;
  if (text === undefined) return undefined;
  let words = parsedShipped.get(code);
  if (!words) parsedShipped.set(code, (words = readShippedWords(text)));
  return words;
}

/** The schema changes nothing in them, and was held against them when the package was built. */
function readShippedWords(text: string): WordsFile {
  return (
    (findPreparsed(text) as WordsFile | undefined) ??
    wordsSchema.parse(parseYaml(text, 0).data, FOR_FEW_FILES)
  );
}

export interface WordsResult {
  readonly words: WrittenWords;
  readonly diagnostics: readonly Diagnostic[];
}

/** The words for a language tag: the company's `words/CODE.yaml`, then the shipped ones, then English. */
export function resolveWords(tag: string, own: readonly SourceFile[] = []): WordsResult {
  const code = languageCode(tag);
  const results = own.map((source) => ({ source, ...parseWordsFile(source) }));
  const diagnostics = results.flatMap((result) => result.diagnostics);
  const mine = results.find(({ source }) => idFromPath(source.path) === code);
  const layers = [mine?.words, shippedWords(code)].filter((layer) => layer !== undefined);
  const words = combineWords(layers.length > 0 ? code : 'en', layers);
  if (!mine || words.missing.length === 0) return { words, diagnostics };
  const message = `These words are missing, so they are in English: ${formatMissing(words.missing)}.`;
  const help =
    'Add them. src/content/words/en.yaml of Candor has the English ones, pt.yaml those of the page.';
  const warning = createParseError(mine.source, { start: 0, end: 0 }, message, help);
  return { words, diagnostics: [...diagnostics, { ...warning, level: 'warn' }] };
}

/** How texts say that planned work does not take place, in all languages that come with Candor: sites quote others. */
export function calledOffWords({ checked }: WrittenWords): readonly string[] {
  const shipped = SHIPPED_LANGUAGES.flatMap((code) => shippedWords(code)?.checked['called-off'] ?? []);
  return [...(checked['called-off'] ?? []), ...shipped];
}

/** `pt` for `pt-BR`. */
export function languageCode(tag: string): string {
  return canonicalLanguageTag(tag)?.split('-')[0] ?? '';
}

const MAX_NAMED = 20;

function formatMissing(missing: readonly string[]): string {
  const rest = missing.length - MAX_NAMED;
  return `${missing.slice(0, MAX_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function parseWordsFile(source: SourceFile): { words?: WordsFile; diagnostics: readonly Diagnostic[] } {
  const bad = checkReadable(source);
  if (bad.length > 0) return { diagnostics: bad };
  const yaml = parseYaml(source.text, 0);
  const checked = wordsSchema.safeParse(yaml.data ?? {}, FOR_FEW_FILES);
  const diagnostics = collectSchemaErrors(
    source,
    yaml,
    checked.success ? undefined : checked.error,
    wordsSchema,
    'UTC',
  );
  return checked.success && diagnostics.length === 0 ? { words: checked.data, diagnostics } : { diagnostics };
}

/** The languages whose messages are code. */
const CODED = ['en', 'fr'];

function pickPage(code: string, layers: readonly WordsFile[], missing: string[]): WrittenWords['page'] {
  const flat = layers.toReversed().flatMap(({ page }) => [...flattenPageWords(page ?? {})]);
  const words = Object.fromEntries(flat);
  if (!CODED.includes(code)) {
    const lacking = [...PAGE_WORD_PLACEHOLDERS.keys()].filter((path) => !Object.hasOwn(words, path));
    if (lacking.length === PAGE_WORD_PLACEHOLDERS.size) missing.push('page');
    else missing.push(...lacking.map((path) => `page.${path}`));
  }
  return words;
}

function combineWords(code: string, layers: readonly WordsFile[]): WrittenWords {
  const english = shippedWords('en')!;
  const missing: string[] = [];
  const pick = <T>(name: string, read: (file: WordsFile) => T | undefined): T => {
    const found = layers.map(read).find((value) => value !== undefined);
    if (found !== undefined) return found;
    if (code !== 'en') missing.push(name);
    return read(english)!;
  };
  const collect = <Key extends string>(
    group: string,
    keys: readonly Key[],
    read: (file: WordsFile, key: Key) => string | undefined,
  ): Record<Key, string> =>
    Object.fromEntries(
      keys.map((key) => [key, pick(`${group}.${key}`, (file) => read(file, key))]),
    ) as Record<Key, string>;
  return {
    language: code,
    locale: layers.map(({ locale }) => locale).find((locale) => locale !== undefined) ?? code,
    templates: collect('templates', WRITTEN_TEXTS, ({ templates }, key) => templates[key]),
    titles: collect('titles', TITLE_WORDS, ({ titles }, key) => titles[key]),
    severities: new Map(
      Object.entries(collect('severities', SEVERITY_TEXTS, ({ severities }, key) => severities[key])).map(
        ([key, text]) => [english.severities[key as (typeof SEVERITY_TEXTS)[number]]!, text],
      ),
    ),
    page: pickPage(code, layers, missing),
    impactPhrases: pick('impact-phrases', (file) => file['impact-phrases']),
    checked: Object.assign({}, ...layers.toReversed().map(({ checked }) => checked)) as WordsFile['checked'],
    missing,
  };
}
