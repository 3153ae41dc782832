/**
 * Compiles `src/wording/lexicon/*.yaml` into `src/wording/lexicon.gen.ts`, so that no command parses YAML to check
 * wording, and `src/content/words/*.yaml` into `src/content/words/shipped.gen.ts`. `--check` writes nothing and exits with
 * 1 if a generated file is out of date.
 *
 * Usage: node scripts/build-lexicon.ts [--check]
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileLanguages, compileLexicon } from './lexicon-source.ts';

interface YamlText {
  readonly name: string;
  readonly text: string;
}

const LEXICON_FOLDER = fileURLToPath(new URL('../src/wording/lexicon/', import.meta.url));
const WORDS_FOLDER = fileURLToPath(new URL('../src/content/words/', import.meta.url));

const GENERATED = [
  { target: '../src/wording/lexicon.gen.ts', compile: () => compileLexicon(yamlFiles(LEXICON_FOLDER)) },
  {
    target: '../src/wording/languages.gen.ts',
    compile: () => compileLanguages(yamlFolders(LEXICON_FOLDER), yamlFiles(LEXICON_FOLDER)),
  },
  { target: '../src/content/words/shipped.gen.ts', compile: () => compileWords(yamlFiles(WORDS_FOLDER)) },
];

function yamlFiles(folder: string): readonly YamlText[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

function yamlFolders(folder: string): Readonly<Record<string, readonly YamlText[]>> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(
    names.map(({ name }) => [name, yamlFiles(join(folder, name))] as const).toSorted(),
  );
}

/** The files of words as text, by language. */
function compileWords(sources: readonly YamlText[]): string {
  const entries = sources.map(({ name, text }) => `  ${name.replace('.yaml', '')}: ${JSON.stringify(text)},`);
  return [
    '// Generated from the YAML files in this folder by `npm run lexicon`.',
    'export const SHIPPED_WORDS: Readonly<Record<string, string>> = {',
    ...entries,
    '};',
    '',
  ].join('\n');
}

for (const { target, compile } of GENERATED) {
  const path = fileURLToPath(new URL(target, import.meta.url));
  const generated = compile();
  if (!process.argv.includes('--check')) writeFileSync(path, generated);
  else if (readFileSync(path, 'utf8') !== generated) {
    console.error(`${target.slice(3)} is out of date: run node scripts/build-lexicon.ts`);
    process.exitCode = 1;
  }
}
