import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../bench/look/chromium.ts';
import { hasBrowser } from '../support/browser.ts';
import { SHOP } from '../support/shop-files.ts';
import { build, read, temporary, writeFiles } from '../support/shop-site.ts';

const { folder, remove } = temporary();
afterAll(remove);

let root: string;
beforeAll(() => {
  root = join(folder, 'shop');
  writeFiles(root, SHOP);
});

const homeAt = (now: string): string => read(build(root, '--now', now).dist, 'index.html');
const textOf = (html: string): string =>
  html
    .replace(/<(style|script)\b[\s\S]*?<\/\1>|<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

test('of an open incident the sentence and one line come first, then its words, then facts', () => {
  const text = textOf(homeAt('2026-11-22T12:00Z'));
  const parts = [
    'Checkout is partly down, and Orders is having problems.',
    'We have found the cause · updated 12:40 GMT+1 (11:40 UTC) · Next update by 13:40 GMT+1 (12:40 UTC)',
    'Some orders fail at checkout',
    'We know what is wrong.',
    'Affected',
    'Began',
  ];
  const places = parts.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('what is over stays below the sentence for a day', () => {
  const files = { ...SHOP };
  delete (files as Record<string, string>)['incidents/2026-11-22-checkout.md'];
  root = join(folder, 'quiet');
  writeFiles(root, files);
  const line = /Orders are late\s*<\/a>\s+·\s+Resolved · <time datetime="2026-11-18T09:05:00Z">/;
  const hero = (html: string): string => /<div class="hero">[\s\S]*?<section>/.exec(html)![0];
  expect(hero(homeAt('2026-11-18T12:00Z'))).toMatch(line);
  expect(hero(homeAt('2026-11-18T12:00Z'))).toContain(`data-off="${Date.parse('2026-11-19T09:05Z') / 1000}"`);
  expect(hero(homeAt('2026-11-19T12:00Z'))).not.toContain('Orders are late');
});

test('a page that was not built for two days doesn’t call its days the last 14', () => {
  root = join(folder, 'quiet');
  const heading = /<h2>\s*(<span[^>]*>[^<]*<\/span>)\s*(<span[^>]*>[^<]*<\/span>)\s*<\/h2>/.exec(
    homeAt('2026-11-22T12:00Z'),
  )!;
  const from = Date.parse('2026-11-24T12:00Z') / 1000;
  expect(heading[1]).toBe(`<span data-on="0" data-off="${from}">The last 14 days</span>`);
  expect(heading[2]).toMatch(new RegExp(`^<span data-on="${from}" hidden>9.*22 Nov</span>$`));
});

describe.skipIf(!hasBrowser)('on a phone', () => {
  test.each(['Africa/Lagos', 'America/New_York', 'Asia/Kathmandu'])(
    'of 360 × 720 in %s the newest text of one incident begins in the upper 420 pixels',
    async (timezoneId) => {
      root = join(folder, 'phone');
      writeFiles(root, SHOP);
      const { dist } = build(root, '--now', '2026-11-22T12:00Z');
      const browser = await launchChromium();
      try {
        const context = await browser.newContext({ viewport: { width: 360, height: 720 }, timezoneId });
        const page = await context.newPage();
        await page.clock.install({ time: new Date('2026-11-22T12:05Z') });
        await page.goto(`file://${join(dist, 'index.html')}`);
        const box = await page.locator('.card .text').first().boundingBox();
        expect(box!.y).toBeLessThanOrEqual(420);
      } finally {
        await browser.close();
      }
    },
  );

  test.each([
    ['Africa/Lagos', '21 Nov, 22:10'],
    ['America/New_York', '21 Nov, 16:10'],
  ])(
    'in %s a title of long words and steps of another day leave room for the text',
    async (timezoneId, step) => {
      root = join(folder, 'long');
      const path = 'incidents/2026-11-22-checkout.md';
      const long = SHOP[path]!.replace(
        /^title: .*$/m,
        `title: ${['Rindfleischetikettierungsueberwachungsamt', 'Donaudampfschifffahrtsgesellschaftskahn'].join(' ')}`,
      )
        .replace('detected: 2026-11-22T11:00Z', 'detected: 2026-11-21T21:00Z')
        .replace('## 2026-11-22T11:10Z', '## 2026-11-21T21:10Z');
      writeFiles(root, { ...SHOP, [path]: long });
      const { dist } = build(root, '--now', '2026-11-22T12:00Z');
      const browser = await launchChromium();
      try {
        const context = await browser.newContext({ viewport: { width: 390, height: 844 }, timezoneId });
        const page = await context.newPage();
        await page.clock.install({ time: new Date('2026-11-22T12:05Z') });
        await page.goto(`file://${join(dist, 'index.html')}`);
        const box = await page.locator('.card .text').first().boundingBox();
        expect(box!.y).toBeLessThanOrEqual(440);
        const first = page.locator('.steps time').first();
        expect(await first.innerText()).toBe(step);
        expect((await first.boundingBox())!.height, 'one line').toBeLessThan(24);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      } finally {
        await browser.close();
      }
    },
  );
});
