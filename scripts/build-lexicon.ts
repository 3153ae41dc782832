/**
 * Compiles `src/wording/lexicon/*.yaml` into `src/wording/lexicon.gen.ts`, so that no command parses YAML to check
 * wording, and `src/content/words/*.yaml` into `src/content/words/shipped.gen.ts`. `--check` writes nothing and exits with
 * 1 if a generated file is out of date.
 *
 * Usage: node scripts/build-lexicon.ts [--check]
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileLexicon } from './lexicon-source.ts';

interface YamlText {
  readonly name: string;
  readonly text: string;
}

const GENERATED = [
  { folder: '../src/wording/lexicon/', target: '../src/wording/lexicon.gen.ts', compile: compileLexicon },
  { folder: '../src/content/words/', target: '../src/content/words/shipped.gen.ts', compile: compileWords },
];

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

for (const { folder, target, compile } of GENERATED) {
  const [from, to] = [folder, target].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const sources = readdirSync(from!)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(from! + name, 'utf8') }));
  const generated = compile(sources);
  if (!process.argv.includes('--check')) writeFileSync(to!, generated);
  else if (readFileSync(to!, 'utf8') !== generated) {
    console.error(`${target.slice(3)} is out of date: run node scripts/build-lexicon.ts`);
    process.exitCode = 1;
  }
}
