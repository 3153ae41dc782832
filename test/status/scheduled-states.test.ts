import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enMessages } from '../../src/site/i18n/en.ts';
import { at, viewFor } from '../support/status-view-from-files.ts';
import { launchChromium } from '../../bench/look/chromium.ts';
import { hasBrowser } from '../support/browser.ts';
import { SHOP } from '../support/shop-files.ts';
import { build, read, temporary, writeFiles } from '../support/shop-site.ts';

function work(title: string, components: string, starts: string, ends: string, more = ''): string {
  return `---
kind: maintenance
title: ${title}
components: { ${components} }
starts: 2026-11-22T${starts}Z
ends: 2026-11-22T${ends}Z
---

## 2026-11-20T09:00Z scheduled

We move something.
${more}`;
}

const MOVE = work('Move', 'orders: degraded', '13:00', '15:00');
const CARDS = work('Cards', 'checkout: partial-outage, orders: degraded', '14:00', '16:00');
const OPEN = `---
title: Late messages
severity: sev-2
components: { whatsapp: degraded }
detected: 2026-11-22T11:00Z
---

## 2026-11-22T11:10Z investigating

Messages are late.
`;

describe('what the view foretells', () => {
  const told = (files: Parameters<typeof viewFor>[0]) =>
    viewFor(files).overallPeriods.map(({ from, to, overall }) => [from, to, enMessages.overall(overall)]);

  test('nothing planned: one sentence, without an end', () => {
    expect(told({})).toEqual([[undefined, undefined, 'All systems are working.']]);
  });

  test('two works that overlap: each stretch of time has its sentence, and the last is calm', () => {
    expect(told({ incidents: { move: MOVE, cards: CARDS } })).toEqual([
      [undefined, at('13:00'), 'All systems are working.'],
      [at('13:00'), at('14:00'), 'Orders is under planned maintenance.'],
      [at('14:00'), at('16:00'), 'Checkout and Orders are under planned maintenance.'],
      [at('16:00'), undefined, 'All systems are working.'],
    ]);
  });

  test('built while it is under way, only its end is to come', () => {
    expect(told({ incidents: { move: MOVE }, now: '13:30' })).toEqual([
      [undefined, at('15:00'), 'Orders is under planned maintenance.'],
      [at('15:00'), undefined, 'All systems are working.'],
    ]);
  });

  test('an open incident stays what it is meanwhile', () => {
    expect(told({ incidents: { move: MOVE, open: OPEN } }).map(([, , sentence]) => sentence)).toEqual([
      'WhatsApp is having problems.',
      'WhatsApp is having problems, and Orders is under planned maintenance.',
      'WhatsApp is having problems.',
    ]);
  });

  test('work that was called over before its window ended changes nothing any more', () => {
    const early = `${MOVE}\n## 2026-11-22T13:40Z completed\n\nDone.\n`;
    expect(told({ incidents: { move: early }, now: '13:45' })).toHaveLength(1);
  });

  test('the first sentence is that of the view at every minute', () => {
    for (let minute = 0; minute < 300; minute += 7) {
      const now = new Date(at('12:00') + minute * 60_000).toISOString().replace(':00.000Z', 'Z');
      const view = viewFor({ incidents: { move: MOVE, cards: CARDS, open: OPEN }, now });
      const [period] = view.overallPeriods;
      expect(period!.overall).toEqual(view.overall);
      // What an earlier build foretold for this minute is what a build at this minute says.
      const foretold = viewFor({ incidents: { move: MOVE, cards: CARDS, open: OPEN } });
      const then = foretold.overallPeriods.find(
        ({ from = 0, to = Infinity }) => from <= at(now) && at(now) < to,
      );
      expect(then?.overall).toEqual(view.overall);
      for (const { id, state } of view.components) {
        const component = foretold.components.find((one) => one.id === id)!;
        const own = component.statePeriods?.find(
          ({ from = 0, to = Infinity }) => from <= at(now) && at(now) < to,
        );
        expect(own?.state ?? component.state).toBe(state);
      }
    }
  });
});

const { folder, remove } = temporary();
let dist: string;

beforeAll(() => {
  const root = join(folder, 'shop');
  const files = Object.entries(SHOP).filter(([path]) => !path.includes('2026-11-22'));
  writeFiles(root, Object.fromEntries(files));
  dist = build(root, '--now', '2026-11-29T00:30Z').dist;
});
afterAll(remove);

test('without a script the page shows what was true when it was built', () => {
  const home = read(dist, 'index.html');
  const shown = home.replace(/<(\w+)[^>]* hidden[^>]*>.*?<\/\1>/gs, '');
  expect(shown).toContain('All systems are working.');
  expect(shown).not.toContain('In progress');
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => browser?.close());

  async function open(path: string, now: string): Promise<Page> {
    const page = await (await browser.newContext({ timezoneId: 'Africa/Lagos' })).newPage();
    await page.clock.install({ time: new Date(now) });
    await page.route('**/*', (route) => {
      const inside = new URL(route.request().url()).pathname.replace(/^\/status\//, '');
      const file = join(dist, inside.endsWith('/') || inside === '' ? `${inside}index.html` : inside);
      return existsSync(file) ? route.fulfill({ path: file }) : route.abort();
    });
    await page.goto(`https://vayva.shop/status/${path}`);
    return page;
  }

  test('planned work begins and ends without an update: sentence, card and component together', async () => {
    const page = await open('', '2026-11-29T00:58:30Z');
    const orders = page.locator('.component', { hasText: 'Orders' });
    const card = page.locator('.card .eyebrow');
    const says = async () => [
      await page.locator('h1:visible').innerText(),
      await card.innerText(),
      await orders.locator('.state:visible').innerText(),
    ];
    expect(await says()).toEqual(['All systems are working.', 'Scheduled', 'Working']);
    await page.clock.runFor(120_000);
    const during = ['Orders is under planned maintenance.', 'In progress', 'Planned maintenance'];
    expect(await says()).toEqual(during);
    await page.clock.runFor(3 * 3_600_000 - 120_000);
    expect(await says()).toEqual(during);
    await page.clock.runFor(120_000);
    expect(await says()).toEqual(['All systems are working.', 'Planned time over', 'Working']);
    await page.context().close();
  });

  test.each([
    ['2026-11-29T00:59:00Z', 'Scheduled', 'Working'],
    ['2026-11-29T02:00:00Z', 'In progress', 'Planned maintenance'],
    ['2026-11-29T09:00:00Z', 'Planned time over', 'Working'],
  ])('opened at %s, its own pages say %s and %s', async (now, phase, state) => {
    const entry = await open('incidents/2026-11-29-move/', now);
    const label = entry.locator('.eyebrow .state:visible');
    expect(await label.innerText()).toBe(phase);
    // No update says that all is well, so no phase has the tick of a working system.
    expect(await label.locator('use').getAttribute('href')).toBe('#m-maintenance');
    const component = await open('components/orders/', now);
    expect(await component.locator('.lead .state:visible').innerText()).toBe(state);
    await entry.context().close();
    await component.context().close();
  });
});
