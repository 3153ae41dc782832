import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../../../src/site/build-site.ts';
import { loadStatus } from '../../../src/site/load-status.ts';
import { NOW } from '../../support/shop-files.ts';
import { filesOf, git, temporary, writeFiles } from '../../support/shop-site.ts';
import type { Files } from '../../support/shop-files.ts';
import { BROKEN_LATER, EMPTY_SHOP, GREEK_SHOP } from './greek-shop.ts';
import { decorated, namesOfWords, pseudoWords } from './pseudo-locale.ts';
import { textsOfCalendar, textsOfHtml, textsOfJson, textsOfXml } from './visible-text.ts';
import type { Shown } from './visible-text.ts';

const { folder, remove } = temporary();
const used = new Set<string>();
let full: ReadonlyMap<string, string>;
let empty: ReadonlyMap<string, string>;

beforeAll(async () => {
  full = await builtWith('full', GREEK_SHOP, 'ltr', BROKEN_LATER);
  empty = await builtWith('empty', EMPTY_SHOP, 'rtl');
});
afterAll(remove);

/** Builds a site whose interface is in the decorated language. */
async function builtWith(
  name: string,
  files: Files,
  dir: 'ltr' | 'rtl',
  later: Files = {},
): Promise<ReadonlyMap<string, string>> {
  const root = join(folder, name);
  writeFiles(root, files);
  git(root, 'init', '-q');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'first');
  writeFiles(root, later);
  const { view } = await loadStatus(root, Date.parse(NOW));
  await buildSite(view!, join(root, 'dist'), { clean: true, messages: pseudoWords(dir, used) });
  const built = filesOf(join(root, 'dist'));
  return new Map([...built].map(([path, text]) => [path, Buffer.from(text, 'latin1').toString('utf8')]));
}

/** Every text of a site that a person gets to see, but what is Statuspage's and Prometheus' own. */
function shownIn(files: ReadonlyMap<string, string>): (Shown & { readonly path: string })[] {
  return [...files].flatMap(([path, text]) => textsOf(path, text).map((shown) => ({ path, ...shown })));
}

function textsOf(path: string, text: string): Shown[] {
  // Bots read Statuspage's English words out of this feed.
  // Addresses and times.
  if (path === 'sitemap.xml') return [];
  if (/^history\.(?:rss|atom)$/.test(path)) return [];
  if (path.endsWith('.html')) return textsOfHtml(text);
  if (/\.(?:xml|atom|svg)$/.test(path)) return textsOfXml(text);
  if (path.endsWith('.ics')) return textsOfCalendar(text);
  // A roll-up's "description" is Statuspage's; that of a component is the company's.
  if (path.startsWith('api/'))
    return textsOfJson(text.replace(/"status":\{[^}]*\}/, '"status":""'), API_TEXTS);
  if (path === 'feed.json') return textsOfJson(text, ['title', 'description', 'content_html', 'name']);
  if (path === 'embed.js') return [{ where: 'script', text: /[)}]define\((.*)\)\}\)/.exec(text)![1]! }];
  return [];
}
const API_TEXTS = ['name', 'body', 'description', 'title'];

/** What is plain in any language: addresses, the names of zones, and what the API calls things. */
const PLAIN = [
  /https?:\/\/[^\s"<>]+/g,
  /[\w.]+@[\w.]+/g,
  /\b(?:UTC|GMT|EES?T)\b/g,
  /\b\d{4}-\d\d-\d\d-[a-z]+\b/g,
  /"(?:operational|under_maintenance|degraded_performance|partial_outage|major_outage|Status Unknown|investigating|identified|monitoring)"/g,
  /#[0-9a-f]{6}/g,
];

function undecorated({ text }: Shown): boolean {
  return /[A-Za-z]/.test(PLAIN.reduce((rest, pattern) => rest.replace(pattern, ''), text));
}

/** A colon of ours that is in no file of words: other languages write it otherwise. */
function punctuated({ text }: Shown): boolean {
  let rest = text;
  while (/⟦[^⟦⟧]*⟧/.test(rest)) rest = rest.replaceAll(/⟦[^⟦⟧]*⟧/g, '');
  return /[:;!?](?:\s|$)/.test(rest);
}

test('no text of the interface is outside the message files', () => {
  const left = [...shownIn(full), ...shownIn(empty)].filter(
    (shown) => undecorated(shown) || punctuated(shown),
  );
  expect(left.map(({ path, where, text }) => `${path}, ${where}: ${text.trim()}`)).toEqual([]);
});

/**
 * Not text, or shown of what these sites don't have: an incident that was withdrawn or merged, a maintenance that was called
 * off or completed by an update, only one open incident, or none.
 */
const ELSEWHERE = [
  ...['locale', 'dir', 'entry.withdrawnTitle', 'entry.continuesIn', 'entry.after', 'page.quietSince'],
  ...['phases.cancelled', 'phases.withdrawn', 'phases.merged', 'phases.completed'],
];

test('every message is on a page', () => {
  const missing = namesOfWords().filter((name) => !used.has(name) && !ELSEWHERE.includes(name));
  expect(missing.toSorted()).toEqual([]);
});

describe('the test above sees what it is to see', () => {
  test('many texts of every kind of file', () => {
    const kinds = Map.groupBy(shownIn(full), ({ path }) => /[^./]+$/.exec(path)![0]);
    const counts = [...kinds].map(([kind, shown]) => [
      kind,
      shown.filter(({ text }) => text.includes('⟦')).length,
    ]);
    expect(Object.fromEntries(counts)).toMatchObject({
      html: expect.toSatisfy((count: number) => count > 500),
      svg: expect.toSatisfy((count: number) => count > 10),
      xml: expect.toSatisfy((count: number) => count > 50),
      atom: expect.toSatisfy((count: number) => count > 50),
      ics: expect.toSatisfy((count: number) => count > 5),
      js: 1,
    });
  });

  test.each([
    ['<p>Updates</p>', ['Updates']],
    ['<p>Οι <b>late</b></p>', ['late']],
    ['<svg role="img" aria-label="90 days"></svg>', ['90 days']],
    ['<a title="More &amp; more" href="x">⟦⟧</a>', ['More & more']],
    ['<img alt="Mark"><input placeholder="Find">', ['Mark', 'Find']],
    ['<meta name="description" content="Status">', ['Status']],
    ['<code>curl x</code><time datetime="2026-11-22T09:10Z">10:10 UTC+2</time>', []],
    ['<script>let words</script><!-- words -->', []],
    [`<p>${decorated('Down')} Ταμείο</p>`, []],
  ])('%s', (html, found) => {
    expect(
      textsOfHtml(html)
        .filter(undecorated)
        .map(({ text }) => text),
    ).toEqual(found);
  });
});

test('every page has its language and its direction', () => {
  for (const [files, dir] of [
    [full, 'ltr'],
    [empty, 'rtl'],
  ] as const) {
    const pages = [...files].filter(([path]) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(4);
    for (const [path, html] of pages) {
      expect([path, /<html[^>]* dir="\w+"/.exec(html)?.[0]]).toEqual([path, `<html lang="el" dir="${dir}"`]);
    }
  }
});
