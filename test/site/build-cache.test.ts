import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CACHE_FOLDER } from '../../src/files/engine.ts';
import { openBuildCache } from '../../src/site/build-cache.ts';
import { createFileWriter } from '../../src/site/renderer/write-files.ts';
import { openOutputFolder } from '../../src/site/output-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'candor-cache-'));
const records: string[] = [];
afterAll(() => {
  for (const path of [folder, ...records]) rmSync(path, { recursive: true, force: true });
});

const PAGE = '/status/history/';
const FILE = 'history/index.html';

/** Renders one page with a text, as a build does. Returns whether the page was current before. */
async function build(out: string, key: string, text: string): Promise<boolean> {
  const output = await openOutputFolder(out);
  const cache = await openBuildCache(out, 'https://vayva.shop/status', 'code', {}, output);
  const isCurrent = cache.isCurrent(PAGE, key);
  cache.record(createFileWriter(output.side)(isCurrent ? [] : [{ path: FILE, data: text }]));
  await output.publish();
  await cache.save();
  return isCurrent;
}

function recordOf(out: string): string {
  const file = join(CACHE_FOLDER, 'sites', `${hash('sha256', out).slice(0, 16)}.json`);
  records.push(file);
  return file;
}

test('a page is kept while its key and its file are the same', async () => {
  const out = join(folder, 'kept');
  recordOf(out);
  expect(await build(out, 'one', 'old words')).toBe(false);
  expect(await build(out, 'one', 'not written')).toBe(true);
  expect(readFileSync(join(out, FILE), 'utf8')).toBe('old words');
  expect(await build(out, 'two', 'new words')).toBe(false);
  expect(readFileSync(join(out, FILE), 'utf8')).toBe('new words');
});

test.each([
  ['an older file of the same size', 'old words'],
  ['an empty file', ''],
  ['nothing', undefined],
])('where a restore has left %s, the page is rendered', async (_, left) => {
  const out = join(folder, `restored-${left?.length}`);
  recordOf(out);
  await build(out, 'one', 'new words');
  rmSync(join(out, FILE));
  if (left !== undefined) writeFileSync(join(out, FILE), left);
  expect(await build(out, 'one', 'new words')).toBe(false);
  expect(readFileSync(join(out, FILE), 'utf8')).toBe('new words');
});

test.each<[string, (text: string) => string]>([
  ['is empty', () => ''],
  ['is cut off', (text) => text.slice(0, -9)],
  ['is null', () => 'null'],
  ['has another key and size', (text) => text.replace('"size":5', '"size":4')],
  ['has no checksum', (text) => text.slice(text.indexOf('\n') + 1)],
])('where the record %s, the page is rendered', async (what, damage) => {
  const out = join(folder, what.replaceAll(' ', '-'));
  await build(out, 'one', 'words');
  const record = recordOf(out);
  writeFileSync(record, damage(readFileSync(record, 'utf8')));
  expect(await build(out, 'one', 'words')).toBe(false);
});

test("where the record can't be written, the site is built, and rendered again the next time", async () => {
  const out = join(folder, 'unwritable');
  const record = recordOf(out);
  mkdirSync(record, { recursive: true });
  expect(await build(out, 'one', 'words')).toBe(false);
  expect(await build(out, 'one', 'words')).toBe(false);
  expect(readFileSync(join(out, FILE), 'utf8')).toBe('words');
  expect(readdirSync(dirname(record)).filter((name) => name.startsWith(`${basename(record)}.`))).toEqual([]);
});

test('images that are ready after another build has replaced the site are not added to it', async () => {
  const out = join(folder, 'overtaken');
  const output = await openOutputFolder(out);
  createFileWriter(output.side)([{ path: 'index.html', data: 'one' }]);
  expect(await output.publish()).toBe(true);
  const other = await openOutputFolder(out);
  createFileWriter(other.side)([{ path: 'index.html', data: 'two' }]);
  expect(await other.publish()).toBe(true);
  createFileWriter(output.side)([{ path: 'og.png', data: 'older' }]);
  expect(await output.add()).toBe(false);
  expect(readdirSync(out)).toEqual(['index.html']);
});
