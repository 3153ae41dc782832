import { parseRssFeed } from 'feedsmith';
import { join } from 'node:path';
import Parser from 'rss-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { incident, SHOP } from '../../support/shop-files.ts';
import { build, read, temporary, writeFiles } from '../../support/shop-site.ts';

const { folder, remove } = temporary();
const root = join(folder, 'shop');
let xml: string;

beforeAll(() => {
  writeFiles(root, SHOP);
  xml = read(build(root).dist, 'rss.xml');
});
afterAll(remove);

/** The words of an item, in whichever of the two elements they are. */
function htmlOf(item: Parser.Item & { 'content:encoded'?: string }): string | undefined {
  return item['content:encoded'] ?? item.content;
}

const IDS = [
  'https://vayva.shop/status/incidents/2026-11-22-checkout/#20261122T1140Z',
  'https://vayva.shop/status/incidents/2026-11-22-checkout/#20261122T1110Z',
  'https://vayva.shop/status/incidents/2026-11-29-move/#20261120T0900Z',
  'https://vayva.shop/status/incidents/2026-11-18-orders/#20261118T0905Z',
  'https://vayva.shop/status/incidents/2026-11-18-orders/#20261118T0830Z',
  'https://vayva.shop/status/incidents/2026-11-18-orders/#20261118T0805Z',
];

test('rss-parser reads one item for each update, newest first', async () => {
  const feed = await new Parser().parseString(xml);
  expect(feed.link).toBe('https://vayva.shop/status/');
  expect(feed.feedUrl).toBe('https://vayva.shop/status/rss.xml');
  expect(feed.items.map(({ guid }) => guid)).toEqual(IDS);
  expect(feed.items.map(({ link }) => link)).toEqual(IDS);
  expect(feed.items[0]!.title).toBe('Some orders fail at checkout (Identified)');
  expect(feed.items[0]!.isoDate).toBe('2026-11-22T11:40:00.000Z');
  expect(htmlOf(feed.items[0]!)).toContain('<p dir="auto">We know what is wrong.</p>');
});

test('feedsmith reads the same', () => {
  const feed = parseRssFeed(xml);
  expect(feed.items!.map(({ guid }) => guid)).toEqual(IDS.map((value) => ({ value, isPermaLink: true })));
  expect(feed.items!.map(({ pubDate }) => new Date(pubDate!).getTime())).toEqual(
    feed.items!.map(({ pubDate }) => new Date(pubDate!).getTime()).toSorted((a, b) => b - a),
  );
  expect(feed.items![1]!.content?.encoded ?? feed.items![1]!.description).toContain(
    'Affected: Checkout (Partly down) and Orders (Having problems)',
  );
  expect(feed.language).toBe('en-gb');
});

test('each item leads to a place on its page', () => {
  for (const id of IDS) {
    const [page, anchor] = id.replace('https://vayva.shop/status/', '').split('#');
    expect(read(join(root, 'dist'), `${page}index.html`)).toContain(`id="${anchor}"`);
  }
});

test('a correction changes the item and not its id', async () => {
  const path = 'incidents/2026-11-18-orders.md';
  writeFiles(root, {
    [path]: SHOP[path]!.replace(
      'T08:30Z monitoring',
      'T08:30Z monitoring (corrected 2026-11-22T11:50Z)',
    ).replace('arrive again', 'arrive late'),
  });
  const feed = await new Parser().parseString(read(build(root).dist, 'rss.xml'));
  expect(feed.items.map(({ guid }) => guid)).toEqual(IDS);
  expect(feed.items[4]!.title).toBe('Orders are late (Monitoring, corrected)');
  expect(htmlOf(feed.items[4]!)).toContain('Orders arrive late');
  expect(htmlOf(feed.items[4]!)).toContain('Corrected 22 Nov 2026, 12:50 GMT+1 (11:50 UTC)');
  expect(Date.parse(feed['lastBuildDate'])).toBe(Date.UTC(2026, 10, 22, 11, 50));
});

test('it is bounded, and what XML has its own ways with comes through', async () => {
  const other = join(folder, 'other');
  const title = 'Orders <b>&amp; "pay" ]]> 🛒 שלום';
  const updates = Array.from(
    { length: 120 },
    (_, at) =>
      [
        `2026-11-10T${String(9 + Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}Z update`,
        `No ${at} ]]> & <x>`,
      ] as const,
  );
  writeFiles(other, {
    ...SHOP,
    'incidents/2026-11-10-odd.md': incident({
      title,
      components: 'orders: degraded',
      detected: '2026-11-10T08:59Z',
      updates,
    }),
  });
  const text = read(build(other).dist, 'rss.xml');
  const feed = await new Parser().parseString(text);
  expect(feed.items).toHaveLength(50);
  expect(feed.items[6]!.title).toBe(`${title} (Update)`);
  expect(htmlOf(feed.items[6]!)).toContain('<p dir="auto">No 119 ]]&gt; &amp; &lt;x&gt;</p>');
  expect(parseRssFeed(text).items![6]!.title).toBe(`${title} (Update)`);
});
