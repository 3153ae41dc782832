import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSite, isXmlFile } from '../../../src/publishing/io/check-site.ts';
import { run } from '../../support/run.ts';
import { scratch } from '../../support/scratch.ts';

let site = '';
beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), 'candor-site-'));
  expect(run('build', ['--root', '.', '--out', site]).code).toBe(0);
});
afterAll(() => rmSync(site, { recursive: true, force: true }));

/** The site with one file changed. */
function changed(path: string, change: (text: string) => string | null): string {
  const folder = scratch();
  cpSync(site, folder, { recursive: true });
  const text = change(readFileSync(join(folder, path), 'utf8'));
  if (text === null) rmSync(join(folder, path));
  else writeFileSync(join(folder, path), text);
  return folder;
}

describe('U5.2: checking a site', () => {
  test('accepts a complete one', async () => {
    const { problems, links, entryIds } = await checkSite(site);
    expect(problems).toEqual([]);
    expect(links).toBeGreaterThan(20);
    expect(entryIds).toContain('2026-11-12-old-prices');
  });

  test.each<[string, (text: string) => string | null, string]>([
    ['index.html', () => null, 'There is no index.html.'],
    ['index.html', (text) => text.slice(0, text.length / 2), 'index.html is incomplete.'],
    ['rss.xml', (text) => text.slice(0, -20), 'rss.xml is missing or not well-formed XML.'],
    ['history.rss', (text) => text.slice(0, -20), 'history.rss is not well-formed XML.'],
    [
      'rss.xml',
      (text) => text.replace('</title>', '\u0001</title>'),
      'rss.xml is missing or not well-formed XML.',
    ],
    ['badge.svg', (text) => text.slice(0, -8), 'badge.svg is not well-formed XML.'],
    ['index.html', (text) => text.replaceAll('alternate', 'other'), 'index.html has no link to a feed.'],
    ['updates.atom', () => null, 'updates.atom is missing or not well-formed XML.'],
    ['api/v2/status.json', (text) => text.slice(1), 'api/v2/status.json has no valid'],
    ['api/v2/status.json', (text) => text.replace('"none"', '"fine"'), 'api/v2/status.json has no valid'],
    ['feed.json', () => '{}', 'feed.json is missing or not a JSON Feed.'],
    ['commitments/index.html', () => null, '/status/commitments/, which does not exist.'],
    [
      'index.html',
      (text) => text.replace('</body>', '<a href="/elsewhere/">x</a></body>'),
      'index.html links to /elsewhere/',
    ],
    ['index.html', (text) => text.replaceAll('href="/status/', 'href="/other/'), 'which does not exist.'],
    ['index.html', (text) => text.replaceAll('href="/status/', 'href="//status/'), 'which is another host.'],
  ])('reports a broken %s', async (path, change, error) => {
    expect((await checkSite(changed(path, change))).problems.join('\n')).toContain(error);
  });

  test('reports an empty folder', async () => {
    expect((await checkSite(scratch())).problems).toEqual(['There is no index.html.']);
  });
});

test('a site without a link within itself is reported', async () => {
  const folder = scratch();
  writeFileSync(
    join(folder, 'index.html'),
    '<html><title>Shop</title><a href="https://other.test/">x</a></html>',
  );
  expect((await checkSite(folder)).problems).toContain('index.html has no link within the site.');
});

test.each([
  ['<?xml version="1.0"?><a b="1"><c/><d>x</d></a>', true],
  ['<?xml version="1.0"?><a><![CDATA[<b>]]></a>', true],
  ['<a></a>', false],
  ['<?xml version="1.0"?><a><b></a></b>', false],
  ['<?xml version="1.0"?><a></a><b></b>', false],
  ['<?xml version="1.0"?><a><b</a>', false],
  ['<?xml version="1.0"?>', false],
  ['<?xml version="1.0"?><a>\u0001</a>', false],
  ['<?xml version="1.0"?><a b="&#1;"/>', false],
  ['<?xml version="1.0"?><a>&#xD800;</a>', false],
  ['<?xml version="1.0"?><a>&#x1F600; &#10;<![CDATA[&#1;]]></a>', true],
])('%s is well-formed: %s', (text, wellFormed) => {
  expect(isXmlFile(text)).toBe(wellFormed);
});
