/**
 * Compiles `src/wording/lexicon/*.yaml` into `src/wording/lexicon.gen.ts`, so that no command parses YAML to check
 * wording. `--check` writes nothing and exits with 1 if the generated file is out of date.
 *
 * Usage: node scripts/build-lexicon.ts [--check]
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileLexicon } from './lexicon-source.ts';

const folder = fileURLToPath(new URL('../src/wording/lexicon/', import.meta.url));
const target = fileURLToPath(new URL('../src/wording/lexicon.gen.ts', import.meta.url));

const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .toSorted()
  .map((name) => ({ name, text: readFileSync(folder + name, 'utf8') }));
const generated = compileLexicon(sources);

if (!process.argv.includes('--check')) writeFileSync(target, generated);
else if (readFileSync(target, 'utf8') !== generated) {
  console.error('src/wording/lexicon.gen.ts is out of date: run node scripts/build-lexicon.ts');
  process.exitCode = 1;
}
