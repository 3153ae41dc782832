import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createPreparsePlugin } from '../../../scripts/package/preparse.ts';
import { findPreparsed } from '../../../src/content/preparsed-yaml.ts';
import { SHIPPED_WORDS } from '../../../src/content/words/shipped.gen.ts';
import { parseAnyYaml } from '../../../src/content/yaml.ts';
import { ENGINE_ROOT } from '../../../src/files/engine.ts';
import { readPresets } from '../../../src/files/read-content.ts';

const folder = await mkdtemp(join(tmpdir(), 'candor-preparse-'));
afterAll(() => rm(folder, { recursive: true }));

/** The module as it is in the package. */
async function loadBundled(): Promise<{ findPreparsed: typeof findPreparsed }> {
  const { transform } = await createPreparsePlugin();
  const { handler } = transform as unknown as { handler: (code: string) => string };
  const source = await readFile(join(ENGINE_ROOT, 'src', 'content', 'preparsed-yaml.ts'), 'utf8');
  const file = join(folder, 'preparsed-yaml.ts');
  await writeFile(file, handler(source));
  return (await import(file)) as { findPreparsed: typeof findPreparsed };
}

const bundled = await loadBundled();
const presets = await readPresets();

describe('in the package', () => {
  test.each([
    ...presets.map(({ path, text }) => [path, text] as const),
    ...Object.entries(SHIPPED_WORDS).map(([code, text]) => [`words/${code}.yaml`, text] as const),
  ])('%s has the data that the YAML library reads', (_, text) => {
    const found = bundled.findPreparsed(text);
    expect(found).toEqual(parseAnyYaml(text, 0).data);
    expect(bundled.findPreparsed(text)).not.toBe(found);
  });

  test('a text of the same length that differs in one character is parsed', () => {
    const { text } = presets[0]!;
    expect(bundled.findPreparsed(text.replace(/\w(?=\n)/, (last) => (last === 'x' ? 'y' : 'x')))).toBe(
      undefined,
    );
  });
});

test('a checkout parses all YAML', () => {
  expect(presets.map(({ text }) => findPreparsed(text))).toEqual(presets.map(() => undefined));
});
