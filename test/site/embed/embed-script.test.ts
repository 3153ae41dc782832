import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, test } from 'vitest';
import { renderApiDocument } from '../../../src/site/statuspage-api/endpoints.ts';
import { renderEmbedPage } from '../../../src/site/embed/embed-page.ts';
import { renderEmbedScript } from '../../../src/site/embed/embed-script.ts';
import { complaintsOf, hasBrowser, openPage } from '../../support/browser.ts';
import { pageFor } from '../../support/status-view-from-files.ts';
import type { PageFiles } from '../../support/status-view-from-files.ts';
import { SITUATIONS } from '../sample-incidents.ts';
import { serve } from '../static-server.ts';

test('the script is small', () => {
  const script = renderEmbedScript(pageFor({}).context);
  expect(Buffer.byteLength(script)).toBeLessThan(1750);
  expect(script).not.toMatch(/innerHTML|eval|\/\*/);
});

/** A status site below a base path, and a shop at another origin that shows its banner under a strict policy. */
async function shopWith(
  files: PageFiles,
  attributes = '',
): Promise<{ shop: string; answers: Record<string, string> }> {
  const { view, context } = pageFor(files);
  const answers: Record<string, string> = {
    '/status/embed.js': renderEmbedScript(context),
    '/status/api/v2/summary.json': renderApiDocument(view, 'summary'),
  };
  const host = await serve(answers);
  const policy = `default-src 'none'; script-src ${host}; connect-src ${host}`;
  const shop = await serve({
    '/': `<!doctype html><title>Shop</title><meta http-equiv="content-security-policy" content="${policy}">
      <candor-status ${attributes}></candor-status><script src="${host}/status/embed.js"></script>`,
  });
  return { shop, answers };
}

const home = 'https://vayva.shop/status/';
const HOSTILE = `---
title: "<img src=x onerror=alert(1)> & co"
severity: sev-2
components: { checkout: degraded }
detected: 2026-11-22T09:00Z
---
`;

describe.runIf(hasBrowser)('the banner in a browser', () => {
  test.each([
    ['no incident', {}, 'Vayva status: Working', undefined],
    [
      'an open incident',
      SITUATIONS['open SEV-1']!,
      'Vayva status: Nobody can pay · Monitoring',
      `${home}incidents/2026-11-22-pay/`,
    ],
    ['maintenance', SITUATIONS['open maintenance']!, 'Vayva status: Planned maintenance', undefined],
    [
      'hostile words',
      { incidents: { a: HOSTILE } },
      'Vayva status: <img src=x onerror=alert(1)> & co · Investigating',
      `${home}incidents/a/`,
    ],
  ] as const)('%s', async (_, files, text, href) => {
    const page = await openPage();
    const complaints = complaintsOf(page);
    const { shop } = await shopWith(files);
    await page.goto(shop);
    const link = page.locator('candor-status a');
    await link.waitFor();
    expect(await link.textContent()).toBe(text);
    if (href) expect(await link.getAttribute('href')).toBe(href);
    else expect(await link.getAttribute('href')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/status\/$/);
    expect(await page.locator('candor-status').getAttribute('aria-live')).toBe('polite');
    expect(await link.evaluate((shown) => getComputedStyle(shown).borderInlineStartStyle)).toBe('solid');
    expect(complaints).toEqual([]);
  });

  test.each([
    ['no incident', {}, true],
    ['an open incident', SITUATIONS['open SEV-1']!, false],
  ] as const)('if it is to be quiet, it hides with %s', async (_, files, hidden) => {
    const page = await openPage();
    const { shop } = await shopWith(files, 'quiet');
    const answered = page.waitForResponse('**/summary.json');
    await page.goto(shop);
    await answered;
    await page.locator('candor-status a[href]').waitFor({ state: 'attached' });
    expect(await page.locator('candor-status').isHidden()).toBe(hidden);
  });

  test('follows what happens, and keeps its words when the site does not answer', async () => {
    const page = await openPage();
    await page.clock.install();
    const { shop, answers } = await shopWith({});
    await page.goto(shop);
    const banner = page.locator('candor-status');
    await banner.getByText('Vayva status: Working').waitFor();
    answers['/status/api/v2/summary.json'] = renderApiDocument(
      pageFor(SITUATIONS['open SEV-1']!).view,
      'summary',
    );
    await page.clock.fastForward('01:01');
    await banner.getByText('Vayva status: Nobody can pay · Monitoring').waitFor();
    answers['/status/api/v2/summary.json'] = 'not JSON';
    await page.clock.fastForward('01:01');
    await page.waitForTimeout(100);
    expect(await banner.textContent()).toBe('Vayva status: Nobody can pay · Monitoring');
  });

  test('where the site never answers, it is hidden from the start and stays so', async () => {
    const page = await openPage();
    const { shop, answers } = await shopWith({});
    answers['/status/api/v2/summary.json'] = 'not JSON';
    await page.goto(shop);
    await page.locator('candor-status > a').waitFor({ state: 'attached' });
    await page.waitForTimeout(200);
    expect(await page.locator('candor-status').isHidden()).toBe(true);
  });

  test('works as a module, which doesn’t know its address', async () => {
    const page = await openPage();
    const complaints = complaintsOf(page);
    const { view, context } = pageFor(SITUATIONS['open SEV-1']!);
    const shop = await serve({
      '/': '<!doctype html><title>Shop</title><candor-status></candor-status><script type="module" src="/embed.js"></script>',
      '/embed.js': renderEmbedScript(context),
    });
    await page.route(`${home}api/v2/summary.json`, (route) =>
      route.fulfill({
        body: renderApiDocument(view, 'summary'),
        headers: { 'access-control-allow-origin': '*' },
      }),
    );
    await page.goto(shop);
    await page.getByText('Vayva status: Nobody can pay · Monitoring').waitFor();
    expect(complaints).toEqual([]);
  });

  test('the frame says it without a script', async () => {
    const page = await openPage();
    const complaints = complaintsOf(page);
    const host = await serve({ '/embed/': renderEmbedPage(pageFor(SITUATIONS['open SEV-1']!)) });
    const shop = await serve({
      '/': `<!doctype html><title>Shop</title><iframe src="${host}/embed/"></iframe>`,
    });
    await page.goto(shop);
    const frame = page.frameLocator('iframe');
    await frame.getByText('Checkout and WhatsApp are having problems.').waitFor();
    expect(await frame.locator('li').textContent()).toBe('Nobody can pay · Next update by 11:10 GMT+1');
    expect(await frame.locator('li a').getAttribute('href')).toBe(`${home}incidents/2026-11-22-pay/`);
    expect(
      await frame.locator('body').evaluate((body) => getComputedStyle(body).borderInlineStartStyle),
    ).toBe('solid');
    expect(complaints).toEqual([]);
  });

  test('axe finds nothing in the frame, and one long word makes it no wider than it is', async () => {
    const page = await openPage();
    const incidents = { a: HOSTILE.replace('<img src=x onerror=alert(1)> & co', 'Donau'.repeat(30)) };
    const host = await serve({ '/embed/': renderEmbedPage(pageFor({ incidents })) });
    await page.setViewportSize({ width: 320, height: 200 });
    await page.goto(`${host}/embed/`);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  test('the frame is loaded again when something was published, and not before', async () => {
    const page = await openPage();
    await page.clock.install();
    const before = pageFor({});
    const files: Record<string, string> = {
      '/status/embed/': renderEmbedPage(before),
      '/status/api/v2/status.json': renderApiDocument(before.view, 'status'),
    };
    await page.goto(`${await serve(files)}/status/embed/`);
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.clock.runFor(120_000);
    expect(loads).toBe(0);
    const after = pageFor(SITUATIONS['open SEV-1']!);
    files['/status/embed/'] = renderEmbedPage(after);
    files['/status/api/v2/status.json'] = renderApiDocument(after.view, 'status');
    await page.clock.runFor(60_000);
    await page.getByText('Nobody can pay').waitFor();
  });
});
