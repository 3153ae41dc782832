import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'astro';
import { expect, test } from 'vitest';
import { splitSiteUrl } from '../../../src/content/site-address.ts';
import { ENGINE_ROOT } from '../../../src/files/engine.ts';
import { loadStatus } from '../../../src/site/load-status.ts';
import { PAGE_SETTINGS } from '../../../src/site/renderer/compile.ts';
import { findPageBundle, importPages } from '../../../src/site/renderer/compile-pages.ts';
import { minifiedScripts } from '../../../src/site/renderer/minified-scripts.ts';
import { renderPages } from '../../../src/site/renderer/render-pages.ts';
import type { WrittenFile } from '../../../src/site/renderer/write-files.ts';
import { setBuildInput } from '../../../src/site/site-context.ts';
import { scratch } from '../../support/scratch.ts';

const NOW = Date.parse('2026-11-22T09:10Z');

function filesOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = entries.map((one) => join(one.parentPath, one.name)).toSorted();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]));
}

test.each(['.', 'examples/vauntico'])(
  'the compiled pages of %s are, byte for byte, those of `astro build`',
  async (root) => {
    const { view } = await loadStatus(join(ENGINE_ROOT, root), NOW);
    setBuildInput({ view: () => Promise.resolve(view!) });
    const [astro, compiled] = [scratch(), scratch()];
    const { origin, base } = splitSiteUrl(view!.site.url);
    await build({
      ...PAGE_SETTINGS,
      ...{ configFile: false, logLevel: 'error', outDir: astro, site: origin, base: base || '/' },
      vite: { plugins: [minifiedScripts()] },
    });
    const written = await renderPages(await importPages(await findPageBundle()), compiled);
    const [expected, actual] = [filesOf(astro), filesOf(compiled)];
    expect([...actual.keys()]).toEqual([...expected.keys()]);
    expect([...actual].filter(([path, text]) => expected.get(path) !== text)).toEqual([]);
    expect(written.map(({ path }) => path).toSorted()).toEqual([...actual.keys()]);
    expect(written.length).toBeGreaterThan(30);
  },
);

test('one thread and two give the same bytes', async () => {
  const { view } = await loadStatus(ENGINE_ROOT, NOW);
  setBuildInput({ view: () => Promise.resolve(view!) });
  const pages = await importPages(await findPageBundle());
  const [one, two] = [scratch(), scratch()];
  const written = await renderPages(pages, one, { compress: true, filesBeforeThread: Infinity });
  const inThread = await renderPages(pages, two, { compress: true, filesBeforeThread: 0 });
  expect(filesOf(two)).toEqual(filesOf(one));
  const hashes = (files: readonly WrittenFile[]): string[][] => files.map(({ path, hash }) => [path, hash]);
  expect(hashes(inThread)).toEqual(hashes(written));
});
