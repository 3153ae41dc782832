import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { buildSite } from '../../src/site/build-site.ts';
import { temporary } from '../support/shop-site.ts';
import { viewFor } from '../support/status-view-from-files.ts';

const { folder, remove } = temporary();
afterAll(remove);

const listOf = (out: string): string[] =>
  readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(out.length))
    .toSorted();

test('a build that is repeated, because another one replaced the site meanwhile, has every page', async () => {
  const out = join(folder, 'site');
  const first = await buildSite(viewFor({}), out);
  const files = listOf(out);
  const built = new AbortController();
  const building = buildSite(viewFor({}), out).finally(() => built.abort());
  // What another build does to the folder: it has another time.
  while (!built.signal.aborted) {
    if (existsSync(out)) utimesSync(out, new Date(), new Date());
    await wait(1);
  }
  const repeated = await building;
  expect(repeated.pages).toBe(first.pages);
  expect(listOf(out)).toEqual(files);
});
