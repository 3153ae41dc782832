import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hasBrowser, complaintsOf, openPage } from '../support/browser.ts';
import { SHOP } from '../support/shop-files.ts';
import { build, filesOf, read, temporary, writeFiles } from '../support/shop-site.ts';
import { serve } from './static-server.ts';

const { folder, remove } = temporary();
afterAll(remove);

function buildShop(name: string, more: string): string {
  const root = join(folder, name);
  writeFiles(root, { ...SHOP, 'status.yaml': `${SHOP['status.yaml']}${more}` });
  return build(root).dist;
}

const list = buildShop('list', 'subscribe: { email: "mailto:status+subscribe@lists.vayva.shop" }\n');
const page = read(list, 'subscribe/index.html');

/** The headings and, after each, its links and what can be copied. */
function offersOf(html: string): string[] {
  return [...html.matchAll(/<h3 id="([^"]+)"|class="button" href="([^"]+)"|<code[^>]*>([^<]+)</g)].map(
    ([, id, href, copy]) => (id === undefined ? `  ${href ?? copy}` : id),
  );
}

test('the page begins with what people want to do', () => {
  expect(offersOf(page.slice(page.indexOf('<h1'), page.indexOf('One system only'))).slice(0, 11)).toEqual([
    'email',
    '  status+subscribe@lists.vayva.shop',
    '  mailto:status+subscribe@lists.vayva.shop',
    'slack',
    '  /feed subscribe https://vayva.shop/status/rss.xml',
    'teams',
    '  https://vayva.shop/status/rss.xml',
    'calendar',
    '  https://vayva.shop/status/maintenance.ics',
    '  webcal://vayva.shop/status/maintenance.ics',
    'rss',
  ]);
});

test('a form is a link; without a list the page offers no mail', () => {
  const form = read(
    buildShop('form', 'subscribe: { email: https://lists.vayva.shop/subscribe }\n'),
    'subscribe/index.html',
  );
  expect(form).toContain('href="https://lists.vayva.shop/subscribe"');
  expect(form).not.toContain('mailto:status');
  expect(read(buildShop('none', ''), 'subscribe/index.html')).not.toContain('id="email"');
});

test('each page, and once more each incident that is not over, has the button', () => {
  for (const [path, html] of filesOf(list)) {
    if (!path.endsWith('.html') || path.startsWith('embed/')) continue;
    const buttons = html.split('class="button" href="/status/subscribe/"').length - 1;
    const isOpen = /2026-11-(?:22-checkout|29-move)\/index/.test(path);
    expect([path, buttons]).toEqual([path, isOpen ? 2 : 1]);
  }
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  test('a button copies the command for Slack, and the page’s policy lets it', async () => {
    const host = await serve(
      Object.fromEntries(
        [...filesOf(list)].map(([path, text]) => [`/status/${path}`, Buffer.from(text, 'latin1')]),
      ),
    );
    const tab = await openPage();
    const complaints = complaintsOf(tab);
    await tab.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await tab.goto(`${host}/status/subscribe/`);
    const slack = tab.getByRole('listitem').filter({ has: tab.locator('#slack') });
    await slack.getByRole('button', { name: 'Copy' }).click();
    await slack.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await tab.evaluate(() => navigator.clipboard.readText())).toBe(
      '/feed subscribe https://vayva.shop/status/rss.xml',
    );
    expect(complaints).toEqual([]);
  });
});
