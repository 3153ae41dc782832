import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { resolveServedFile } from './static-server.ts';
import { checkNone } from './budget-measure.ts';
import type { BuiltSite, BudgetResult } from './budget-measure.ts';
import { listPages } from './budget-sizes.ts';

const RENDER_MODES: readonly (readonly [name: string, look: BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark, 320 px', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ['forced colours', { forcedColors: 'active', viewport: { width: 800, height: 800 } }],
];
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ORIGIN = 'https://status.example';

/** Checks every page in a browser: axe's findings, requests to other origins, horizontal overflow. */
export async function checkInBrowser(browser: Browser, sites: readonly BuiltSite[]): Promise<BudgetResult[]> {
  const unexpectedRequests: string[] = [];
  const wide: string[] = [];
  const measures: BudgetResult[] = [];
  let count = 0;
  for (const [look, options] of RENDER_MODES) {
    const found: string[] = [];
    count = 0;
    for (const site of sites) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      await serveSite(page, site, unexpectedRequests);
      for (const path of listPages(site.dist)) {
        await page.goto(`${ORIGIN}${site.base}/${path.replace(/(?:^|(?<=\/))index\.html$/, '')}`);
        const where = `${site.name}/${path}, ${look}`;
        // Without legacy mode, axe opens an extra page to check frames; the pages have none.
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(AXE_TAGS).analyze();
        for (const { id, nodes } of violations) found.push(`${where}: ${id}: ${nodes[0]?.html}`);
        if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth))
          wide.push(where);
        count += 1;
      }
      await context.close();
    }
    measures.push(checkNone(`axe, ${look}`, found, `${count} pages`));
  }
  return [
    ...measures,
    checkNone('pages wider than their screen', wide, `${count * RENDER_MODES.length} views`),
    checkNone(
      'requests to other origins or missing files',
      unexpectedRequests,
      `${count * RENDER_MODES.length} views`,
    ),
  ];
}

/** Serves the site's files to a page, and records other requests. */
async function serveSite(page: Page, { dist, base }: BuiltSite, unexpectedRequests: string[]): Promise<void> {
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const file = url.origin === ORIGIN ? resolveServedFile(dist, base, url.pathname) : undefined;
    await (file
      ? route.fulfill({ path: file }).catch(() => unexpectedRequests.push(url.href))
      : route.abort());
    if (!file) unexpectedRequests.push(url.href);
  });
}
