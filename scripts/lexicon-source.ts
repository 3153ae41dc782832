import { parse } from 'yaml';
import { z } from 'zod';
import type { Lexicon, PhraseEntry, TermEntry } from '../src/wording/lexicon.ts';
import { AUDIENCES, WORD_PACKS } from '../src/wording/context.ts';
import { expandMacros } from '../src/wording/macros.ts';
import { answerFile, swapFile } from './lexicon-advice.ts';
import { findNeeds } from './lexicon-needs.ts';

export interface LexiconSource {
  readonly name: string;
  readonly text: string;
}

const text = z.string().min(1);
const level = z.enum(['error', 'warn', 'hint']);
const examples = z.array(text).min(1);

const phrase = z.strictObject({
  id: text,
  level,
  warnFor: z.array(z.enum(AUDIENCES)).optional(),
  why: text,
  instead: text,
  cue: text,
  cased: z.boolean().optional(),
  suppliers: z.boolean().optional(),
  times: z.boolean().optional(),
  kinds: z.array(z.enum(['incident', 'maintenance', 'postmortem', 'title'])).optional(),
  notices: text.optional(),
  match: z.array(text).min(1),
  unless: z.array(text).optional(),
  never: z.array(text).optional(),
  rewrites: z.array(z.tuple([text, z.string()]).or(z.tuple([text, z.string(), text]))).optional(),
  bad: z.array(text).default([]),
  good: z.array(text).default([]),
});

const term = z.strictObject({
  id: text,
  level,
  say: text,
  says: z.record(text, text).optional(),
  forms: examples,
  proper: z.boolean().optional(),
  unless: z.array(text).optional(),
  rewrites: z.record(text, text).optional(),
  good: z.array(text).optional(),
});

const ruleFile = z.strictObject({
  rule: z.enum(['jargon', 'blame', 'blameless', 'speculation', 'promise', 'minimising']),
  phrases: z.array(phrase).optional(),
  groups: z.array(z.strictObject({ why: text, terms: z.array(term) })).optional(),
});

const packsFile = z.strictObject({
  packs: z.record(
    z.enum(WORD_PACKS),
    z.strictObject({ about: text, knows: examples, words: z.array(text).default([]) }),
  ),
  audiences: z.record(z.enum(AUDIENCES), z.array(z.enum(WORD_PACKS))),
});

/** Other companies in another language. */
const supplierFile = z.strictObject({ phrase: text, cue: text, unless: z.array(text) });

const peopleFile = z.strictObject({
  people: z.strictObject({
    words: z.record(
      text,
      text.transform((list) => list.split(',').map((word) => word.trim())),
    ),
    faults: z
      .array(z.strictObject({ id: text, why: text, instead: text, bad: examples, good: examples }))
      .min(1),
  }),
});

const macroFile = z.strictObject({ macros: z.record(text, text) });

const thirdPartyFile = z.strictObject({
  time: text,
  phrase: text,
  unless: z.array(text),
  ambiguous: z.array(text),
  vendors: z.array(z.array(text).min(1)),
});

/** A phrase with its example sentences, for the tests. */
export type PhraseSource = z.infer<typeof phrase> & { readonly rule: PhraseEntry['rule'] };
export type TermSource = z.infer<typeof term> & { readonly why: string };

export interface ParsedLexicon {
  readonly lexicon: Lexicon;
  readonly phrases: readonly PhraseSource[];
  readonly terms: readonly TermSource[];
  /** What blames people in a postmortem, with example sentences. */
  readonly faults: z.infer<typeof peopleFile>['people']['faults'];
}

/** @throws with the file's name and the position if a file doesn't match the schema */
export function parseLexicon(sources: readonly LexiconSource[]): ParsedLexicon {
  const macros: Record<string, string> = {};
  const phrases: PhraseSource[] = [];
  const terms: TermSource[] = [];
  let suppliers: z.infer<typeof thirdPartyFile> | undefined;
  let readers: z.infer<typeof packsFile> | undefined;
  let people: z.infer<typeof peopleFile>['people'] | undefined;
  let swaps: z.infer<typeof swapFile>['swaps'] | undefined;
  let answers: z.infer<typeof answerFile>['answers'] | undefined;
  for (const { name, text: source } of sources) {
    const data: unknown = parse(source);
    if (name === 'macros.yaml') Object.assign(macros, parseWith(macroFile, data, name).macros);
    else if (name === 'tokens.yaml') suppliers = parseWith(thirdPartyFile, data, name);
    else if (name === 'answers.yaml') answers = parseWith(answerFile, data, name).answers;
    else if (name === 'swaps.yaml') swaps = parseWith(swapFile, data, name).swaps;
    else if (name === 'people.yaml') people = parseWith(peopleFile, data, name).people;
    else if (name === 'packs.yaml') readers = parseWith(packsFile, data, name);
    else {
      const file = parseWith(ruleFile, data, name);
      phrases.push(...(file.phrases ?? []).map((entry) => ({ ...entry, rule: file.rule })));
      terms.push(
        ...(file.groups ?? []).flatMap(({ why, terms: group }) => group.map((entry) => ({ ...entry, why }))),
      );
    }
  }
  if (suppliers === undefined) throw new Error('tokens.yaml is missing');
  if (readers === undefined) throw new Error('packs.yaml is missing');
  if (people === undefined) throw new Error('people.yaml is missing');
  if (swaps === undefined) throw new Error('swaps.yaml is missing');
  if (answers === undefined) throw new Error('answers.yaml is missing');
  const lexicon: Lexicon = {
    macros,
    phrases: phrases.map((entry) => toPhraseEntry(entry, macros)),
    terms: terms.map(toTermEntry),
    swaps,
    answers,
    timePhrase: suppliers.time,
    supplierPhrase: suppliers.phrase,
    supplierUnless: suppliers.unless,
    vendors: suppliers.vendors,
    ambiguousVendors: suppliers.ambiguous,
    packs: readers.packs,
    audiences: readers.audiences,
    people: {
      words: people.words,
      faults: people.faults.map(({ bad: _bad, good: _good, ...fault }) => fault),
    },
  };
  checkPatterns(lexicon);
  checkIds([...phrases, ...terms, ...people.faults].map(({ id }) => id));
  checkPacks(lexicon);
  checkSays(terms);
  return { lexicon, phrases, terms, faults: people.faults };
}

/**
 * The core of the rules in another language: files of phrases and terms, `macros.yaml` and `suppliers.yaml`. The names of companies
 * and what audiences know are those of the English lexicon.
 */
function parseLanguage(sources: readonly LexiconSource[], english: Lexicon): Lexicon {
  const tokens = sources.find(({ name }) => name === 'suppliers.yaml');
  if (tokens === undefined) throw new Error('suppliers.yaml is missing');
  const { phrase: supplierPhrase, cue, unless } = parseWith(supplierFile, parse(tokens.text), tokens.name);
  const macros: Record<string, string> = {};
  const phrases: PhraseSource[] = [];
  const terms: TermEntry[] = [];
  for (const { name, text: source } of sources) {
    if (name === tokens.name) continue;
    const data: unknown = parse(source);
    if (name === 'macros.yaml') {
      Object.assign(macros, parseWith(macroFile, data, name).macros);
      continue;
    }
    const file = parseWith(ruleFile, data, name);
    phrases.push(...(file.phrases ?? []).map((entry) => ({ ...entry, rule: file.rule })));
    for (const { why, terms: group } of file.groups ?? [])
      terms.push(...group.map((entry) => toTermEntry({ ...entry, why })));
  }
  const { people: _people, swaps: _swaps, answers: _answers, ...shared } = english;
  const lexicon: Lexicon = {
    ...shared,
    macros,
    phrases: phrases.map((entry) => toPhraseEntry(entry, macros)),
    terms,
    supplierPhrase,
    supplierCue: cue,
    supplierUnless: unless,
    folded: true,
  };
  checkPatterns({ ...lexicon, timePhrase: '' });
  checkIds([...phrases, ...terms].map(({ id }) => id));
  return lexicon;
}

/** The lexicons of other languages, by language. */
export function compileLanguages(
  languages: Readonly<Record<string, readonly LexiconSource[]>>,
  english: readonly LexiconSource[],
): string {
  const { lexicon } = parseLexicon(english);
  const entries = Object.entries(languages).map(([language, sources]) => {
    const { timePhrase: _time, ...parsed } = parseLanguage(sources, lexicon);
    return `  ${language}: ${JSON.stringify(JSON.stringify({ ...parsed, timePhrase: '' }))},`;
  });
  return [
    '// Generated by scripts/build-lexicon.ts from the folders in src/wording/lexicon/; edit those.',
    'export const LANGUAGE_LEXICONS: Readonly<Record<string, string>> = {',
    ...entries,
    '};',
    '',
  ].join('\n');
}

export function compileLexicon(sources: readonly LexiconSource[]): string {
  const { lexicon } = parseLexicon(sources);
  const json = JSON.stringify(lexicon).replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return [
    '// Generated by scripts/build-lexicon.ts from src/wording/lexicon/*.yaml; edit those.',
    '// One string, because parsing JSON is several times as fast as parsing code.',
    "import type { Lexicon } from './lexicon.ts';",
    '',
    `export const LEXICON = JSON.parse('${json}') as Lexicon;`,
    '',
  ].join('\n');
}

const toPhraseEntry = (
  { bad: _bad, good: _good, ...entry }: PhraseSource,
  macros: Readonly<Record<string, string>>,
): PhraseEntry => ({
  ...entry,
  needs: entry.match.map((pattern) => findNeeds(expandMacros(pattern, macros))),
});
const toTermEntry = ({ good: _good, ...entry }: TermSource): TermEntry => entry;

/** @throws if plain words are given for a form that the term does not have */
function checkSays(terms: readonly TermSource[]): void {
  for (const { id, says = {}, forms } of terms)
    for (const form of Object.keys(says))
      if (!forms.includes(form)) throw new Error(`${id}: says has "${form}", which is not among its forms`);
}

function parseWith<T>(schema: z.ZodType<T>, data: unknown, name: string): T {
  const result = schema.safeParse(data);
  if (!result.success) throw new Error(`${name}: ${z.prettifyError(result.error)}`);
  return result.data;
}

function checkPatterns(lexicon: Lexicon): void {
  const all = [
    lexicon.timePhrase,
    lexicon.supplierPhrase,
    ...lexicon.supplierUnless,
    ...lexicon.phrases.flatMap(({ cue, match, unless = [], never = [], notices }) => [
      cue,
      ...match,
      ...unless,
      ...never,
      ...(notices === undefined ? [] : [notices]),
    ]),
    ...lexicon.terms.flatMap(({ unless = [] }) => unless),
  ];
  for (const pattern of all) {
    const expanded = expandMacros(pattern, lexicon.macros);
    const unknown = /<[a-z]\w*>/i.exec(expanded);
    if (unknown !== null) throw new Error(`unknown macro ${unknown[0]} in ${pattern}`);
    new RegExp(expanded, 'g');
  }
}

function checkIds(ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) throw new Error(`two lexicon entries are called ${id}`);
    seen.add(id);
  }
}

function checkPacks({ packs, phrases, terms }: Lexicon): void {
  const ids = new Set([...phrases.filter(({ rule }) => rule === 'jargon'), ...terms].map(({ id }) => id));
  for (const [name, { knows }] of Object.entries(packs)) {
    const unknown = knows.find((id) => !ids.has(id));
    if (unknown !== undefined) throw new Error(`packs.yaml: ${name} knows ${unknown}, which no file has`);
  }
}
