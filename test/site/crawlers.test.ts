import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SHOP } from '../support/shop-files.ts';
import { build, filesOf, read, temporary, writeFiles } from '../support/shop-site.ts';
import { sizeOfPng } from './og/png-size.ts';

const { folder, remove } = temporary();
afterAll(remove);

let dist: string;
beforeAll(() => {
  const root = join(folder, 'shop');
  writeFiles(root, {
    ...SHOP,
    'incidents/2026-11-22-checkout.md': SHOP['incidents/2026-11-22-checkout.md']!.replace(
      'We know what is wrong.',
      'We know what is wrong: <b>&</b> "</script>".',
    ).replace('11:10Z investigating', '11:10Z investigating (corrected 2026-11-22T11:50Z)'),
  });
  dist = build(root).dist;
});

const BASE = 'https://vayva.shop/status/';

test('the sitemap names every page of its own address, and robots.txt names the sitemap', () => {
  expect(read(dist, 'robots.txt')).toContain(`Sitemap: ${BASE}sitemap.xml`);
  const { urlset } = new XMLParser().parse(read(dist, 'sitemap.xml')) as {
    urlset: { url: { loc: string; lastmod?: string }[] };
  };
  const files = filesOf(dist);
  for (const { loc } of urlset.url) expect(files.has(`${loc.slice(BASE.length)}index.html`), loc).toBe(true);
  expect(urlset.url.find(({ loc }) => loc.includes('2026-11-22-checkout'))!.lastmod).toBe(
    '2026-11-22T11:50:00.000Z',
  );
  expect(urlset.url.map(({ loc }) => loc)).toEqual(
    expect.arrayContaining([BASE, `${BASE}history/`, `${BASE}components/orders/`]),
  );
});

test('an open incident is a live blog for search engines, whose text ends no script; a past one is not', () => {
  const page = read(dist, 'incidents/2026-11-22-checkout/index.html');
  const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)![1]!;
  expect(JSON.parse(data)).toMatchObject({
    '@type': 'LiveBlogPosting',
    headline: 'Some orders fail at checkout',
    url: `${BASE}incidents/2026-11-22-checkout/`,
    datePublished: '2026-11-22T11:10:00.000Z',
    dateModified: '2026-11-22T11:50:00.000Z',
    liveBlogUpdate: [
      { headline: 'Identified', articleBody: 'We know what is wrong: <b>&</b> "</script>".' },
      { headline: 'Investigating', dateModified: '2026-11-22T11:50:00.000Z' },
    ],
  });
  expect(read(dist, 'incidents/2026-11-18-orders/index.html')).not.toContain('ld+json');
});

test('a shared link to the home page shows the newest text and when the next one is due', () => {
  const home = read(dist, 'index.html');
  const description = /<meta property="og:description" content="([^"]*)"/.exec(home)![1]!;
  expect(description).toMatch(/^We know what is wrong.* Next update by 22 Nov 2026, 13:40 GMT\+1$/);
});

test('tabs, phones and home screens have an icon, whose file is there', () => {
  const home = read(dist, 'index.html');
  for (const file of ['favicon.ico', 'apple-touch-icon.png', 'manifest.webmanifest'])
    expect(home).toContain(`href="/status/${file}"`);
  expect(sizeOfPng(readFileSync(join(dist, 'apple-touch-icon.png')))).toEqual([180, 180]);
  const ico = readFileSync(join(dist, 'favicon.ico'));
  expect(sizeOfPng(ico.subarray(22))).toEqual([32, 32]);
  const manifest = JSON.parse(read(dist, 'manifest.webmanifest')) as {
    icons: { src: string }[];
    start_url: string;
  };
  expect(manifest.start_url).toBe('/status/');
  expect(sizeOfPng(readFileSync(join(dist, manifest.icons[0]!.src.slice('/status/'.length))))).toEqual([
    512, 512,
  ]);
});

test('a page that is not found says how things are', () => {
  const page = read(dist, '404.html');
  expect(page).toMatch(
    /<p class="lead state partial-outage">.*<bdi>Checkout<\/bdi> is partly down, and <bdi>Orders<\/bdi>/s,
  );
});
