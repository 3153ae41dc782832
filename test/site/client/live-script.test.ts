import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { incident, SHOP } from '../../support/shop-files.ts';
import { build, filesOf, read, temporary, writeFiles } from '../../support/shop-site.ts';
import { serve } from '../static-server.ts';
import { launchChromium } from '../../../bench/look/chromium.ts';
import { hasBrowser } from '../../support/browser.ts';

const { folder, remove } = temporary();
let dist: string;

beforeAll(() => {
  const root = join(folder, 'shop');
  writeFiles(root, SHOP);
  dist = build(root).dist;
});
afterAll(remove);

test('the script is the same on every page', () => {
  const scripts = [...filesOf(dist)]
    .filter(([path]) => path.endsWith('.html') && !path.startsWith('embed/'))
    .map(([, html]) => /<script>(.*?)<\/script>/s.exec(html)?.[1] ?? '');
  expect(new Set(scripts).size).toBe(1);
});

test('a build that is late already says how late, without a script', () => {
  const root = join(folder, 'late');
  writeFiles(root, SHOP);
  const late = build(root, '--now', '2026-11-22T12:47Z').dist;
  for (const page of ['index.html', 'incidents/2026-11-22-checkout/index.html']) {
    expect(read(dist, page)).not.toContain('minutes late.</span>');
    expect(read(late, page)).toMatch(/data-by="1795351200">This update is 7 minutes late\.<\/span>/);
  }
  // A page that was right is built again when the passing time alone makes it wrong.
  const later = build(root, '--now', '2026-11-22T13:50Z').dist;
  expect(read(later, 'incidents/2026-11-22-checkout/index.html')).toContain('1 hour, 10 minutes late.');
});

test('planned work that has not begun raises no alarm', () => {
  const page = read(dist, 'incidents/2026-11-29-move/index.html');
  expect(page).toContain('May be slower or interrupted');
  expect(page).not.toMatch(/class="state (?:degraded|partial-outage|major-outage)/);
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  let browser: Browser;
  let changed: string | undefined;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => browser?.close());

  async function open(path: string, at: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ timezoneId: 'Africa/Lagos', ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.clock.install({ time: new Date(at) });
    await page.route('**/*', async (route) => {
      const inside = new URL(route.request().url()).pathname.replace(/^\/status\//, '');
      if (changed !== undefined && inside.endsWith('status.json')) return route.fulfill({ body: changed });
      const file = join(dist, inside.endsWith('/') || inside === '' ? `${inside}index.html` : inside);
      return existsSync(file) ? route.fulfill({ path: file }) : route.abort();
    });
    await page.goto(`https://vayva.shop/status/${path}`);
    return { page, complaints };
  }

  const late = (page: Page) => page.locator('main .late').first().textContent();

  test.each(['', 'incidents/2026-11-22-checkout/'])(
    '/%s turns late in the right minute, without a reload, and counts on',
    async (path) => {
      const { page, complaints } = await open(path, '2026-11-22T12:39:30Z');
      expect(await late(page)).toBe('');
      await page.clock.runFor(60_000);
      expect(await late(page)).toBe('');
      await page.clock.runFor(60_000);
      expect(await late(page)).toBe('This update is 1 minute late.');
      await page.clock.runFor(6 * 60_000);
      expect(await late(page)).toBe('This update is 7 minutes late.');
      await page.clock.runFor(61 * 60_000);
      expect(await late(page)).toBe('This update is 1 hour, 8 minutes late.');
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test('without JavaScript the time is shown, and nothing else is claimed', async () => {
    const { page } = await open('', '2026-11-22T12:50:00Z', { javaScriptEnabled: false });
    expect(await page.locator('.hero p').first().innerText()).toMatch(
      /Next update by\s+13:40 GMT\+1 \(12:40 UTC\)$/,
    );
    await page.context().close();
  });

  test.each([
    ['Africa/Lagos', '13:40'],
    ['Asia/Kathmandu', '18:25'],
    ['Pacific/Auckland', '23 Nov 2026, 01:40'],
  ])('a reader in %s has their own time alone, and the site’s as its title', async (timezoneId, time) => {
    const { page } = await open('incidents/2026-11-22-checkout/', '2026-11-22T12:00:00Z', { timezoneId });
    const next = page.locator('.now time').last();
    expect([await next.innerText(), await next.getAttribute('title')]).toEqual([time, '13:40 GMT+1']);
    await page.context().close();
  });

  test('times of the last two hours are in minutes ago, and count on', async () => {
    const { page } = await open('', '2026-11-22T12:00:30Z');
    const updated = page.locator('.hero p time').first();
    const before = await updated.innerText();
    expect(before).toMatch(/^\d+ min(?:ute)?s? ago$/);
    await page.clock.runFor(60_000);
    expect(await updated.innerText()).toBe(before.replace(/\d+/, (minutes) => String(Number(minutes) + 1)));
    await page.context().close();
  });

  test('a promise that has passed is still a time, and print has the times of the site', async () => {
    const { page } = await open('', '2026-11-22T12:45:00Z');
    const hero = page.locator('.hero p').first();
    expect(await hero.innerText()).toMatch(
      /^We have found the cause · updated 65 min ago · Next update by 13:40\s/,
    );
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await hero.innerText()).toMatch(/updated 12:40 GMT\+1 · Next update by 13:40 GMT\+1\s/);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await hero.innerText()).toContain('65 min ago');
    await page.context().close();
  });

  test('a change without an update is shown too: the page shows that it has changed', async () => {
    changed = read(dist, 'api/v2/status.json');
    const { page, complaints } = await open('', '2026-11-22T12:00:00Z');
    const before = JSON.parse(changed) as { page: { updated_at: string } };
    changed = JSON.stringify({ ...before, status: { description: 'Status Unknown' } });
    const home = read(dist, 'index.html');
    const other = home
      .replace(/data-k="[^"]*"/, `data-k="${before.page.updated_at}Status Unknown"`)
      .replace(/<h1[^>]*>/, '$&We can’t tell. ');
    await page.route('https://vayva.shop/status/', (route) =>
      route.fulfill({ body: other, contentType: 'text/html; charset=utf-8' }),
    );
    await page.clock.runFor(60_000);
    await page.getByText('We can’t tell.').waitFor();
    expect(await page.locator('.news').innerText()).toBe('This page has changed.');
    expect(complaints).toEqual([]);
    changed = undefined;
    await page.context().close();
  });
});

describe.skipIf(!hasBrowser)('behind a host that lets browsers keep answers for ten minutes', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => browser?.close());

  const filesBelow = (built: string): Record<string, Uint8Array> =>
    Object.fromEntries(
      [...filesOf(built)].map(([path, text]) => [`/status/${path}`, Buffer.from(text, 'latin1')]),
    );

  let before: Record<string, Uint8Array>;
  let after: Record<string, Uint8Array>;
  beforeAll(() => {
    const root = join(folder, 'updated');
    const path = 'incidents/2026-11-22-checkout.md';
    const update = '\n## 2026-11-22T12:30Z update\n\nWords that no one has read yet.\n';
    writeFiles(root, { ...SHOP, [path]: `${SHOP[path]}${update}` });
    before = filesBelow(dist);
    after = filesBelow(build(root, '--now', '2026-11-22T12:31Z').dist);
  });

  /** The site of 12:00, served over HTTP, and what publishes the next update on it. */
  async function hostWithUpdate() {
    const files = { ...before };
    const publish = (): void => void Object.assign(files, after);
    return { url: `${await serve(files)}/status/`, publish, files };
  }

  async function openAt(url: string): Promise<Page> {
    const page = await (await browser.newContext({ timezoneId: 'UTC' })).newPage();
    await page.clock.install({ time: new Date('2026-11-22T12:00:00Z') });
    const firstAnswer = page.waitForResponse(/status\.json$/);
    await page.goto(url);
    await (await firstAnswer).finished();
    return page;
  }

  const isNew = (page: Page) => page.getByText('Words that no one has read yet.').first();

  test('an update is on the open page with the next question, at the latest after 60 s', async () => {
    const { url, publish } = await hostWithUpdate();
    const page = await openAt(url);
    publish();
    await page.clock.runFor(59_000);
    expect(await isNew(page).count()).toBe(0);
    await page.clock.runFor(1000);
    await isNew(page).waitFor();
    await page.context().close();
  });

  test.each(['visibilitychange', 'pageshow'])(
    'a reader who comes back (%s) has it at once',
    async (event) => {
      const { url, publish } = await hostWithUpdate();
      const page = await openAt(url);
      publish();
      await page.evaluate((name) => {
        if (name === 'pageshow') dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
        else document.dispatchEvent(new Event(name));
      }, event);
      await isNew(page).waitFor();
      await page.context().close();
    },
  );

  test('a page from the cache that is older than its first answer is renewed at once', async () => {
    const { url, publish } = await hostWithUpdate();
    const page = await openAt(url);
    publish();
    await page.goto('about:blank');
    await page.goto(url);
    await isNew(page).waitFor();
    await page.context().close();
  });

  const publishAndWait = async (page: Page, publish: () => void): Promise<void> => {
    publish();
    await page.clock.runFor(60_000);
    await page.locator('.news:not(:empty)').waitFor({ state: 'attached' });
  };

  test('at the top, an update takes its place: marked for a minute, without a jump, and what is open stays open', async () => {
    const { url, publish } = await hostWithUpdate();
    const page = await openAt(url);
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.locator('article summary').click();
    await page.locator('article summary').blur();
    await publishAndWait(page, publish);
    expect(await page.locator('.update.fresh').allInnerTexts()).toEqual([
      expect.stringContaining('Words that no one has read yet.'),
    ]);
    expect(await page.locator('article details').first().getAttribute('open')).toBe('');
    expect(await page.locator('.news').innerText()).toBe('New update · 12:30');
    expect([await page.evaluate(() => scrollY), loads]).toEqual([0, 0]);
    await page.clock.runFor(60_000);
    expect(await page.locator('.fresh').count()).toBe(0);
    await page.context().close();
  });

  test('another number of impaired days takes no part of the page away', async () => {
    const { url, publish, files } = await hostWithUpdate();
    const page = await openAt(url);
    publish();
    const home = Buffer.from(files['/status/index.html']!).toString();
    files['/status/index.html'] = Buffer.from(
      home
        .replace('</svg>', '<title>One more</title></svg>')
        .replace('class="foot ', 'id="after" class="foot '),
    );
    await page.clock.runFor(60_000);
    await isNew(page).waitFor();
    expect(await page.locator('footer.foot#after').count()).toBe(1);
    expect(await page.locator('body > title').count()).toBe(0);
    expect(await page.locator('svg title').count()).toBeGreaterThan(1);
    await page.context().close();
  });

  test('a component page waits for its own newer version, too', async () => {
    const { url, publish, files } = await hostWithUpdate();
    const path = 'components/checkout/';
    const older = files[`/status/${path}index.html`]!;
    const page = await openAt(url + path);
    publish();
    const newer = files[`/status/${path}index.html`]!;
    files[`/status/${path}index.html`] = older;
    await page.clock.runFor(60_000);
    expect(await isNew(page).count()).toBe(0);
    files[`/status/${path}index.html`] = newer;
    await page.clock.runFor(60_000);
    await isNew(page).waitFor();
    await page.context().close();
  });

  test('further down nothing moves: a notice says it, and its button leads there', async () => {
    const { url, publish } = await hostWithUpdate();
    const page = await openAt(url);
    await page.setViewportSize({ width: 800, height: 500 });
    await page.evaluate(() => scrollTo(0, 600));
    await publishAndWait(page, publish);
    expect(await isNew(page).count()).toBe(0);
    expect(await page.evaluate(() => scrollY)).toBe(600);
    await page.getByRole('status').getByRole('button', { name: 'Show' }).click();
    expect(await page.evaluate(() => document.activeElement!.textContent)).toContain('no one has read yet');
    expect(await isNew(page).isVisible()).toBe(true);
    expect(await page.locator('.news').innerText()).toBe('');
    await page.context().close();
  });

  test.each<[string, (page: Page) => Promise<unknown>]>([
    ['at a link', (page) => page.locator('main a').first().focus()],
    ['selecting text', (page) => page.locator('main .text').first().selectText()],
  ])('a reader who is %s loses nothing', async (_what, act) => {
    const { url, publish } = await hostWithUpdate();
    const page = await openAt(url);
    await act(page);
    await publishAndWait(page, publish);
    expect(await isNew(page).count()).toBe(0);
    expect(await page.locator('.news button').innerText()).toBe('Show');
    await page.context().close();
  });

  test('a page with other styles is loaded as a whole, once', async () => {
    const { url, publish, files } = await hostWithUpdate();
    const page = await openAt(url);
    let loads = 0;
    page.on('load', () => (loads += 1));
    publish();
    const home = Buffer.from(files['/status/index.html']!).toString();
    // The host goes back to the old one for readers who load it again.
    const other = home.replace("default-src 'none'", "default-src 'self'");
    files['/status/index.html'] = Buffer.from(other);
    await page.clock.runFor(60_000);
    await isNew(page).waitFor();
    expect(loads).toBe(1);
    files['/status/index.html'] = Buffer.from(other.replace(/data-k="[^"]*"/, 'data-k="old"'));
    await page.clock.runFor(180_000);
    await page.waitForTimeout(200);
    expect(loads).toBe(1);
    await page.context().close();
  });

  test('a host that has the newer answer and still the older page is asked again', async () => {
    const { url, publish, files } = await hostWithUpdate();
    const page = await openAt(url);
    const old = files['/status/index.html']!;
    publish();
    const fresh = files['/status/index.html']!;
    files['/status/index.html'] = old;
    await page.clock.runFor(60_000);
    await page.waitForTimeout(300);
    expect(await isNew(page).count()).toBe(0);
    files['/status/index.html'] = fresh;
    await page.clock.runFor(60_000);
    await isNew(page).waitFor();
    await page.context().close();
  });
});

test('a severity that was raised on the way shortens the promise on the page', () => {
  const root = join(folder, 'raised');
  writeFiles(root, {
    ...SHOP,
    'incidents/2026-11-22-checkout.md': incident({
      title: 'x',
      components: 'checkout: major-outage',
      detected: '2026-11-22T11:00Z',
      updates: [
        ['2026-11-22T11:10Z investigating', 'We look into it.'],
        ['2026-11-22T11:40Z update\nSeverity: sev-1', 'It is worse than we thought.'],
      ],
    }),
  });
  expect(read(build(root).dist, 'index.html')).toContain('data-by="1795349400"');
});
