import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHOP } from '../support/shop-files.ts';
import { build, temporary, writeFiles } from '../support/shop-site.ts';
import { launchChromium } from '../../bench/look/chromium.ts';
import { hasBrowser } from '../support/browser.ts';

const PAGES = {
  home: '',
  incident: 'incidents/2026-11-22-checkout/',
  'past incident': 'incidents/2026-11-18-orders/',
  component: 'components/orders/',
  commitments: 'commitments/',
  subscribe: 'subscribe/',
  maintenance: 'incidents/2026-11-29-move/',
  history: 'history/',
  month: 'history/2026-11/',
  'not found': '404.html',
};
const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  'light, wide': { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  'dark, narrow': { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
  'forced colours': { forcedColors: 'active', viewport: { width: 800, height: 800 } },
};

describe.skipIf(!hasBrowser)('in a browser', () => {
  const { folder, remove } = temporary();
  let browser: Browser;
  let dist: string;

  beforeAll(async () => {
    const root = join(folder, 'shop');
    writeFiles(root, SHOP);
    dist = build(root).dist;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    remove();
  });

  /** Opens a page of the built site as if it were published; any other address, and any complaint, is noted. */
  async function open(
    path: string,
    look: BrowserContextOptions,
  ): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext(look);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.route('**/*', async (route) => {
      const { origin, pathname } = new URL(route.request().url());
      const inside = pathname.replace(/^\/status\//, '');
      const file = join(dist, inside.endsWith('/') || inside === '' ? `${inside}index.html` : inside);
      if (origin === 'https://vayva.shop' && existsSync(file)) return route.fulfill({ path: file });
      complaints.push(`asked for ${route.request().url()}`);
      return route.abort();
    });
    await page.goto(`https://vayva.shop/status/${path}`);
    return { page, complaints };
  }

  const cases = Object.entries(PAGES).flatMap(([name, path]) =>
    Object.entries(LOOKS).map(([look, options]) => [name, look, path, options] as const),
  );

  test('days before the record are grey, in every look', async () => {
    const root = join(folder, 'new-shop');
    const { 'components/checkout.md': checkout = '' } = SHOP;
    const since = checkout.replace(/^---\n/, '---\nsince: 2026-11-01\n');
    writeFiles(root, { 'status.yaml': SHOP['status.yaml']!, 'components/checkout.md': since });
    const before = dist;
    dist = build(root).dist;
    for (const look of Object.values(LOOKS)) {
      const { page } = await open('', look);
      const [bars, panel] = await page.evaluate(() => [
        getComputedStyle(document.querySelector('.bars .unrecorded')!).stroke,
        getComputedStyle(document.documentElement).getPropertyValue('--line'),
      ]);
      const [red, green, blue] = bars!.match(/\d+/g)!.map(Number) as [number, number, number];
      expect(Math.max(red, green, blue) - Math.min(red, green, blue), panel).toBeLessThan(20);
      await page.context().close();
    }
    dist = before;
  });

  test('the bars of a component open what happened on which day, by pointer, touch and keyboard, without a script', async () => {
    const { page } = await open('', { javaScriptEnabled: false, hasTouch: true });
    const story = page.locator('#d-orders li').filter({ hasText: 'Wed 18 Nov' });
    const bars = page.locator('#d-orders > summary');
    expect(await story.isVisible()).toBe(false);
    await bars.click();
    expect(await story.innerText()).toMatch(/Having problems · .*· Orders are late/s);
    await bars.tap();
    expect(await story.isVisible()).toBe(false);
    await bars.press('Enter');
    await story.getByRole('link', { name: 'Orders are late' }).click();
    expect(page.url()).toContain('/incidents/2026-11-18-orders/');
    await page.context().close();
  });

  test.each(cases)(
    '%s, %s: nothing for axe to find, nothing wider than the screen',
    async (_name, _look, path, options) => {
      const { page, complaints } = await open(path, options);
      const { violations } = await new AxeBuilder({ page })
        // Without frames, it needs no page of its own.
        .setLegacyMode()
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      ).toEqual([]);
      const [content, screen] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        window.innerWidth,
      ]);
      expect(content).toBeLessThanOrEqual(screen!);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test('the front page is styled by its own sheet, and folds out without a script', async () => {
    const { page } = await open('', { javaScriptEnabled: false });
    const earlier = page.getByText('Some users may experience failed payments.');
    expect(await earlier.isVisible()).toBe(false);
    await page.getByText('1 earlier update').click();
    expect(await earlier.isVisible()).toBe(true);
    await page.context().close();
  });

  test('a link to an update marks it', async () => {
    const { page } = await open('incidents/2026-11-22-checkout/#20261122T1110Z', {});
    expect(await page.locator('.update:target').innerText()).toContain('failed payments');
    await page.context().close();
  });
});
