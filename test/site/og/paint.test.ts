import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listCardFiles } from '../../../src/site/og/images.ts';
import { startDrawing } from '../../../src/site/og/paint.ts';
import { pageFor } from '../../support/status-view-from-files.ts';
import { scratch } from '../../support/scratch.ts';
import { SHOP } from '../../support/shop-files.ts';
import { build, filesOf, read, temporary, writeFiles } from '../../support/shop-site.ts';
import { sizeOfPng } from './png-size.ts';

const { folder, remove } = temporary();
const root = join(folder, 'shop');
const dist = join(root, 'dist');

const PICTURES = [
  'og/home.png',
  'og/incidents/2026-11-18-orders.png',
  'og/incidents/2026-11-22-checkout.png',
  'og/incidents/2026-11-29-move.png',
  'og/site.png',
];

beforeAll(() => {
  writeFiles(root, { ...SHOP, ...hostile('Orders <b>"are" late</b> & more') });
  build(root);
});
afterAll(remove);

function hostile(title: string): Record<string, string> {
  const path = 'incidents/2026-11-18-orders.md';
  return { [path]: SHOP[path]!.replace('"Orders are late"', JSON.stringify(title)) };
}

function pictures(out: string): Map<string, string> {
  return new Map([...filesOf(out)].filter(([path]) => path.startsWith('og/')));
}

/** The content of each of a page's tags for networks, by its name. */
function told(path: string): Record<string, string> {
  const tags = read(dist, path).matchAll(
    /<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)">/g,
  );
  return Object.fromEntries([...tags].map(([, name, content]) => [name, content]));
}

test('every picture is there, of its size, and named by the pages that it belongs to', () => {
  expect([...pictures(dist).keys()]).toEqual(PICTURES);
  for (const path of PICTURES) expect(sizeOfPng(readFileSync(join(dist, path)))).toEqual([1200, 630]);
  const pages = [...filesOf(dist).keys()].filter(
    (path) => path.endsWith('.html') && !/^(?:embed|404)/.test(path),
  );
  for (const page of pages) {
    const { 'og:image': image = '', 'og:url': url = '' } = told(page);
    expect(image).toMatch(/^https:\/\/vayva\.shop\/status\/og\/.*\.png\?v=[\w-]{10}$/);
    const own = { 'index.html': 'home' }[page] ?? /^(incidents\/[^/]+)/.exec(page)?.[1] ?? 'site';
    expect([page, image]).toEqual([page, expect.stringContaining(`/og/${own}.png`)]);
    expect(url).toBe(`https://vayva.shop/status/${page.replace(/index\.html$/, '')}`);
  }
});

test('a page has the tags that social networks read, with a hostile title as text', () => {
  const { 'og:image': image, ...tags } = told('incidents/2026-11-18-orders/index.html');
  expect(image).toBeDefined();
  expect(tags).toMatchInlineSnapshot(`
    {
      "og:description": "The issue affecting Orders has been resolved. All systems are now operational. We apologize for any inconvenience.",
      "og:image:alt": "Orders <b>&quot;are&quot; late</b> &amp; more (Resolved)",
      "og:image:height": "630",
      "og:image:width": "1200",
      "og:site_name": "Vayva status",
      "og:title": "Orders <b>&quot;are&quot; late</b> &amp; more (Resolved) · Vayva status",
      "og:type": "website",
      "og:url": "https://vayva.shop/status/incidents/2026-11-18-orders/",
      "twitter:card": "summary_large_image",
    }
  `);
});

test('the same files give the same pictures in another zone and locale', () => {
  vi.stubEnv('TZ', 'America/St_Johns');
  vi.stubEnv('LC_ALL', 'ar_EG.UTF-8');
  vi.stubEnv('LANG', 'tr_TR.UTF-8');
  const out = join(folder, 'elsewhere');
  build(root, '--out', out);
  vi.unstubAllEnvs();
  expect(pictures(out)).toEqual(pictures(dist));
});

test('a build draws only what is another picture than before', () => {
  const drawnAt = (): number[] => PICTURES.map((path) => statSync(join(dist, path)).mtimeMs);
  const before = drawnAt();
  writeFileSync(
    join(root, 'incidents/2026-11-22-checkout.md'),
    SHOP['incidents/2026-11-22-checkout.md']!.replace('Some orders', 'Many orders'),
  );
  build(root);
  const after = drawnAt();
  expect(PICTURES.filter((_, at) => after[at] !== before[at])).toEqual([
    'og/incidents/2026-11-22-checkout.png',
  ]);
});

test('switched off, there is none, and no page links to one', () => {
  writeFileSync(join(root, 'status.yaml'), `${SHOP['status.yaml']}images: off\n`);
  build(root);
  expect(pictures(dist).size).toBe(0);
  expect(told('index.html')['twitter:card']).toBe('summary');
  for (const [path, text] of filesOf(dist)) expect([path, text.includes('og:image')]).toEqual([path, false]);
});

test('where pictures can’t be drawn, that is reported, and nothing throws', async () => {
  const cardsFolder = join(scratch({ cards: 'no folder' }), 'cards');
  const { ready, drawn } = await startDrawing(listCardFiles(pageFor({})), 'code', undefined, cardsFolder);
  expect(ready).toEqual([]);
  const { images, error } = await drawn;
  expect(images).toEqual([]);
  expect(error).toMatch(/^Error: EEXIST/);
});

test('what was drawn once is not drawn again, for another folder neither', async () => {
  const cardsFolder = scratch();
  const cards = listCardFiles(pageFor({})).slice(0, 1);
  const first = await startDrawing(cards, 'code', undefined, cardsFolder);
  const { images } = await first.drawn;
  expect([first.ready, images.map(({ path }) => path)]).toEqual([[], ['og/home.png']]);
  const second = await startDrawing(cards, 'code', undefined, cardsFolder);
  expect([second.ready, await second.drawn]).toEqual([images, { images: [] }]);
  const otherCode = await startDrawing(cards, 'other code', undefined, cardsFolder);
  expect(otherCode.ready).toEqual([]);
  await otherCode.drawn;
});
