import { deepStrictEqual } from 'node:assert';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import { preparsedKey } from '../../src/content/preparsed-yaml.ts';
import { wordsSchema } from '../../src/content/schema/words.ts';
import { SHIPPED_WORDS } from '../../src/content/words/shipped.gen.ts';
import { parseAnyYaml } from '../../src/content/yaml.ts';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { readPresets } from '../../src/files/read-content.ts';

const MODULE = join(ENGINE_ROOT, 'src', 'content', 'preparsed-yaml.ts');
const EMPTY = 'const PREPARSED: Readonly<Record<string, string>> = {};';

/** Puts the data of the presets and of the shipped words into the bundle: parsing them takes a third of a short command. */
export async function createPreparsePlugin(): Promise<Plugin> {
  const presets = (await readPresets()).map(({ text }) => text);
  const words = Object.values(SHIPPED_WORDS);
  for (const text of words) {
    const { data } = parseAnyYaml(text, 0);
    deepStrictEqual(wordsSchema.parse(data), data);
  }
  const entries = [...presets, ...words].map((text) => {
    const { data, errors, cut = [] } = parseAnyYaml(text, 0);
    if (errors.length > 0 || cut.length > 0)
      throw new Error(`A shipped file has an error: ${errors[0]?.message}`);
    return [preparsedKey(text), JSON.stringify(data)] as const;
  });
  const filled = EMPTY.replace('{}', JSON.stringify(Object.fromEntries(entries)));
  return {
    name: 'preparse',
    transform: {
      filter: { id: MODULE },
      handler: (code) => {
        if (!code.includes(EMPTY)) throw new Error(`${MODULE} has changed: it has no empty PREPARSED.`);
        return code.replace(EMPTY, () => filled);
      },
    },
  };
}
