import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../../../bench/look/chromium.ts';
import { serveFolder } from '../../../bench/look/static-server.ts';
import { hasBrowser } from '../../support/browser.ts';
import { SHOP } from '../../support/shop-files.ts';
import { build, temporary, writeFiles } from '../../support/shop-site.ts';

const { folder, remove } = temporary();
afterAll(remove);

describe.skipIf(!hasBrowser)('on a phone with 400 kbit/s and a quarter of the computing power', () => {
  let browser: Browser;
  let host: Awaited<ReturnType<typeof serveFolder>>;
  let dist: string;
  beforeAll(async () => {
    const root = join(folder, 'shop');
    writeFiles(root, SHOP);
    dist = build(root).dist;
    host = await serveFolder(dist, '/status');
    browser = await launchChromium();
  });
  afterAll(async () => {
    host?.close();
    await browser?.close();
  });

  // The clock of the browser is real: the update is late, and notes about it appear too.
  test.each([
    ['', 'America/New_York'],
    ['incidents/2026-11-22-checkout/', 'Asia/Kathmandu'],
  ])('/%s in %s doesn’t move while it is read', async (path, timezoneId) => {
    const context = await browser.newContext({ timezoneId, viewport: { width: 360, height: 720 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 400 },
      ...{ downloadThroughput: 50_000, uploadThroughput: 50_000 },
    });
    await network.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(`${host.origin}/status/${path}`);
    await page.waitForTimeout(500);
    const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
    expect(shifts).toEqual([]);
    expect(await page.locator('.now time').first().getAttribute('title')).toMatch(/GMT\+1$/);
    await context.close();
  });

  test('the first affected system stays where it is when the others come', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 720 } });
    await page.goto(`${host.origin}/status/`);
    const [alone, together] = await page.evaluate(() => {
      const list = document.querySelector('.facts ul')!;
      const [first, ...others] = list.children;
      const top = (): number => first!.getBoundingClientRect().top;
      for (const other of others) other.remove();
      const before = top();
      list.append(...others);
      return [before, top()];
    });
    expect(together).toBe(alone);
    await page.close();
  });

  test('a time that the network brings in two parts is read when it is complete', async () => {
    const html = readFileSync(join(dist, 'index.html'), 'utf8');
    const [time, text] = /<time[^>]*>([^<]+)/.exec(html)!;
    const cut = html.indexOf(time!) + time!.length - 8;
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).write(html.slice(0, cut));
      setTimeout(() => response.end(html.slice(cut)), 300);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await page.locator('time').first().getAttribute('title')).toBe(text);
    await page.close();
    server.close();
  });
});
