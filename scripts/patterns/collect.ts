import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { SECRET_PATTERNS } from '../../src/secrets/secret-patterns.ts';
import { CORE_LANGUAGES, languageLexicon } from '../../src/wording/languages.ts';
import type { Lexicon } from '../../src/wording/lexicon.ts';
import { LEXICON } from '../../src/wording/lexicon.gen.ts';
import { expandMacros } from '../../src/wording/macros.ts';
import { extractPatterns } from './extract.ts';
import type { ComposedPattern } from './extract.ts';

/** A regular expression of the tree with the places that have it: `src/x.ts:12`, or `lexicon: eta`. */
export interface CollectedPattern {
  readonly source: string;
  readonly flags: string;
  readonly places: readonly string[];
}

export interface CollectedPatterns {
  /** By `/source/flags`, in the order of the files. */
  readonly patterns: ReadonlyMap<string, CollectedPattern>;
  /** Expressions that are put together at run time and have no examples in `patterns.yaml`. */
  readonly unlisted: readonly ComposedPattern[];
}

const policySchema = z.strictObject({
  /** What a pattern that is put together at run time looks like, by its file and expression. */
  composed: z.array(
    z.strictObject({ path: z.string(), code: z.string(), examples: z.array(z.string()), why: z.string() }),
  ),
  /** Why patterns of quadratic time are harmless in a folder or file: the longest text in characters. The first that fits. */
  bounds: z.array(z.strictObject({ paths: z.array(z.string()), longest: z.int(), why: z.string() })),
});

export type PatternPolicy = z.infer<typeof policySchema>;

const FILES = ['src/**/*.{ts,js,astro}', 'scripts/**/*.ts', 'astro.config.mjs'];

export function readPatternPolicy(): PatternPolicy {
  return policySchema.parse(parse(readFileSync(join(ENGINE_ROOT, 'scripts/patterns/patterns.yaml'), 'utf8')));
}

/** All regular expressions of the engine and of the lexicon. */
export function collectPatterns({ composed }: PatternPolicy): CollectedPatterns {
  const patterns = new Map<string, { source: string; flags: string; places: string[] }>();
  const add = (source: string, flags: string, place: string): void => {
    const key = `/${source}/${flags}`;
    const known = patterns.get(key);
    if (known) known.places.push(place);
    else patterns.set(key, { source, flags, places: [place] });
  };
  const unlisted: ComposedPattern[] = [];
  for (const path of globSync(FILES, { cwd: ENGINE_ROOT }).toSorted()) {
    if (path.endsWith('.gen.ts')) continue;
    const found = extractPatterns(path.replaceAll('\\', '/'), readEngineFile);
    for (const { source, flags, line } of found.patterns) add(source, flags, `${path}:${line}`);
    for (const one of found.composed) {
      const listed = composed.find(({ path: listedPath, code }) => listedPath === path && code === one.code);
      if (!listed) unlisted.push(one);
      for (const example of listed?.examples ?? []) add(example, '', `${path}:${one.line}`);
    }
  }
  for (const { pattern, description } of SECRET_PATTERNS)
    add(pattern.source, pattern.flags, `src/secrets/secret-patterns.ts: ${description}`);
  addLexicon(add);
  return { patterns, unlisted };
}

function readEngineFile(path: string): string | undefined {
  try {
    return readFileSync(join(ENGINE_ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}

function addLexicon(add: (source: string, flags: string, place: string) => void): void {
  addPatternsOf(LEXICON, 'lexicon', add);
  for (const language of CORE_LANGUAGES)
    addPatternsOf(languageLexicon(language)!, `lexicon ${language}`, add);
}

function addPatternsOf(
  lexicon: Lexicon,
  name: string,
  add: (source: string, flags: string, place: string) => void,
): void {
  const expand = (pattern: string): string => expandMacros(pattern, lexicon.macros);
  if (lexicon.timePhrase !== '') add(expand(lexicon.timePhrase), 'g', `${name}: times`);
  for (const pattern of [lexicon.supplierPhrase, ...lexicon.supplierUnless])
    add(expand(pattern), 'g', `${name}: suppliers`);
  for (const { id, cue, match, unless = [], never = [], rewrites = [], notices } of lexicon.phrases) {
    add(expand(cue), '', `${name}: ${id}`);
    for (const pattern of [...match, ...unless, ...never, ...(notices === undefined ? [] : [notices])])
      add(expand(pattern), 'g', `${name}: ${id}`);
    for (const [pattern, , unlessBefore] of rewrites) {
      add(`^(?:${expand(pattern)})$`, 'i', `${name}: ${id}`);
      if (unlessBefore !== undefined) add(`^(?:${unlessBefore})`, 'i', `${name}: ${id}`);
    }
  }
  for (const { id, unless = [] } of lexicon.terms)
    for (const pattern of unless) add(expand(pattern), 'g', `${name}: ${id}`);
  for (const { match } of Object.values(lexicon.answers ?? {}).flat()) add(match, 'i', `${name}: answers`);
  for (const [, pattern] of lexicon.swaps?.followed ?? []) add(`^ (?:${pattern})`, '', `${name}: swaps`);
}
