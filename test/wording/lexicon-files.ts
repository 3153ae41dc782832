import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LexiconSource } from '../../scripts/lexicon-source.ts';

const folder = fileURLToPath(new URL('../../src/wording/lexicon/', import.meta.url));

/** The lexicon's YAML files, in the order in which they are compiled. */
export const lexiconFiles = (): readonly LexiconSource[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(folder + name, 'utf8') }));

export const generatedLexicon = (): string =>
  readFileSync(fileURLToPath(new URL('../../src/wording/lexicon.gen.ts', import.meta.url)), 'utf8');
