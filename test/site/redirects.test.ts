import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listIncidentRedirects, OWN_FOLDERS, renderRedirectPage } from '../../src/site/redirects.ts';
import { hasBrowser, openPage } from '../support/browser.ts';
import { SHOP } from '../support/shop-files.ts';
import { build, ENGINE, filesOf, read, temporary, writeFiles } from '../support/shop-site.ts';
import type { Build } from '../support/shop-site.ts';
import { pageFor, viewFor } from '../support/status-view-from-files.ts';
import { RESOLVED } from './sample-incidents.ts';
import { serve } from './static-server.ts';

const imported = (url: string, aliases: readonly string[] = []): string =>
  RESOLVED.replace(
    'severity: sev-2',
    `severity: sev-2\nimported: { from: tool, id: a, url: "${url}", aliases: ${JSON.stringify(aliases)} }`,
  );

const site = (url: string): string => `name: Vayva\nurl: ${url}\npolicy: vayva\ntimezone: UTC\n`;

const ROOT = 'https://status.vayva.shop';

test.each([
  [ROOT, 'https://status.vayva.shop/incidents/7k5wl5j4f1t4', 'incidents/7k5wl5j4f1t4/index.html'],
  [ROOT, 'https://vayva.statuspage.io/incidents/7k5wl5j4f1t4/', 'incidents/7k5wl5j4f1t4/index.html'],
  ['https://vayva.shop/status', 'https://old.example/status/incidents/slow', 'incidents/slow/index.html'],
  ['https://vayva.shop/status', 'https://old.example/incidents/7k5wl5j4f1t4', undefined],
  [ROOT, 'https://old.example/issues/2020-01-02-slow-pages/', 'issues/2020-01-02-slow-pages/index.html'],
  [ROOT, 'https://old.example/issues/7/index.html', 'issues/7/index.html'],
  [ROOT, 'https://old.example/2020/01/slow.html?page=2#top', '2020/01/slow.html'],
  [ROOT, 'https://old.example/issues/2020-%C3%BCber%20alles', 'issues/2020-über alles/index.html'],
  [ROOT, 'https://old.example/slow-pages', 'slow-pages/index.html'],
  [ROOT, 'https://old.example/incidents/late', undefined],
  [ROOT, 'https://old.example/incidents/Late/index.html', undefined],
  [ROOT, 'https://old.example/incidents/', undefined],
  [ROOT, 'https://old.example/incidents/..%2F..%2Fx', undefined],
  [ROOT, 'https://old.example/issues/%E0%A4', undefined],
  [ROOT, 'https://old.example/issues/%2e%2e%5cx', undefined],
  [ROOT, 'https://old.example/issues/.git', undefined],
  [ROOT, 'https://old.example/issues//x', undefined],
  [ROOT, 'https://old.example/slow.html/x', undefined],
  [ROOT, `https://old.example/issues/${'é'.repeat(101)}`, undefined],
  [ROOT, 'https://old.example/', undefined],
  [ROOT, 'https://old.example/rss.xml', undefined],
  [ROOT, 'https://old.example/History/2026-11/', undefined],
  [ROOT, 'https://github.com/vayva/status/issues/7', undefined],
])('on %s, the page of %s', (url, formerly, file) => {
  const view = viewFor({ site: site(url), incidents: { late: imported(formerly) } });
  expect(listIncidentRedirects(view)).toEqual(
    file === undefined ? [] : [{ file, id: 'late', kind: 'incident' }],
  );
});

test('an incident has a page for each alias, and two incidents with one address have one', () => {
  const incidents = {
    a: imported('https://old.example/issues/A', ['/old/1', 'https://older.example/x/1.html']),
    b: imported('https://old.example/issues/a', ['/old/2']),
  };
  const files = listIncidentRedirects(viewFor({ site: site('https://x.example'), incidents }));
  expect(files.map(({ file, id }) => `${id} ${file}`).toSorted()).toEqual([
    ...['a old/1/index.html', 'a x/1.html', 'b issues/a/index.html', 'b old/2/index.html'],
  ]);
});

test('no redirect can be at the address of a page of the site', () => {
  const folders = readdirSync(join(ENGINE, 'src/pages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.astro'))
    .map(({ name }) => name.replace(/\.astro$/, ''));
  expect(folders).toContain('history');
  expect(folders.filter((name) => !OWN_FOLDERS.has(name))).toEqual(['404', 'incidents', 'index']);
});

test.runIf(hasBrowser)('the old address leads to the new one', async () => {
  const files: Record<string, string> = { '/incidents/late/': '<!doctype html><title>Here</title>' };
  const host = await serve(files);
  const moved = pageFor({ site: site(host), incidents: { late: imported(`${host}/incidents/old`) } });
  files['/incidents/old/'] = renderRedirectPage(moved, listIncidentRedirects(moved.view)[0]!);
  const page = await openPage();
  await page.goto(`${host}/incidents/old/`);
  await page.waitForURL(`${host}/incidents/late/`);
});

const { folder, remove } = temporary();
let built: Build;

beforeAll(() => {
  const incidents = {
    'incidents/late.md': imported('https://old.example/status/issues/2020-%C3%BCber/', [
      '/status/2020/slow.html',
      '/status/history/2026-11/',
    ]),
  };
  writeFiles(folder, { ...SHOP, ...incidents });
  built = build(folder);
});
afterAll(remove);

test('the built site has the pages, each with a link to the incident', () => {
  expect(built.stderr).toBe('');
  const target = 'https://vayva.shop/status/incidents/late/';
  const pages = [...filesOf(built.dist).keys()].filter((path) => /^(?:issues|2020)/.test(path));
  expect(pages).toEqual(['2020/slow.html', 'issues/2020-über/index.html']);
  for (const path of pages) expect(read(built.dist, path)).toContain(`content="0; url=${target}"`);
  expect(read(built.dist, 'history/2026-11/index.html')).not.toContain('http-equiv="refresh"');
});
