import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { renderAtom } from '../../../src/site/feeds/atom.ts';
import { createHistoryFeed } from '../../../src/site/feeds/history-feed.ts';
import { renderRss } from '../../../src/site/feeds/rss.ts';
import { createUpdateFeed } from '../../../src/site/feeds/update-feed.ts';
import { isXmlFile } from '../../../src/publishing/io/check-site.ts';
import { hasBrowser, openPage } from '../../support/browser.ts';
import { at, pageFor } from '../../support/status-view-from-files.ts';
import type { PageFiles } from '../../support/status-view-from-files.ts';
import { FORMATS, isWellFormed, readBySax } from './read-feed.ts';
import type { ReadItem } from './read-feed.ts';
import { COMPLETED, OPEN_SEV_1, RESOLVED, SITUATIONS, UPCOMING } from '../sample-incidents.ts';

/** Names and words that break what is escaped twice, once too few, or by hand. */
const NASTY = `---
title: "]]><script>alert('a')</script> & \\"b\\" &amp; اردو 🧯 𝒳"
severity: sev-2
components: { checkout: degraded }
detected: 2026-11-22T09:00Z
---

## 2026-11-22T09:05Z investigating

]]> <b onclick="x()">bold</b> &lt;i&gt; a < b && c > d "q" 'r'

![](https://elsewhere.example/pixel.gif) [x](javascript:alert(1)) [ok](https://vayva.shop/?a=1&b=2)

\`\`\`
</code></pre><![CDATA[ x ]]>
\`\`\`
`;

const situations: Readonly<Record<string, PageFiles>> = {
  ...SITUATIONS,
  'hostile words': { incidents: { '2026-11-22-nasty': NASTY, '2026-11-22-pay': OPEN_SEV_1 } },
};

const all = Object.entries(situations);

test('no control character reaches a feed, wherever it comes from', async () => {
  const hostile = 'a\u0001b\u001B[2J\uD800\uFFFF';
  const feed = createUpdateFeed(pageFor({ incidents: { '2026-11-22-pay': OPEN_SEV_1 } }));
  const changed = feed.items.map((item) => ({ ...item, title: hostile, html: hostile, tags: [hostile] }));
  for (const { write, name } of FORMATS.slice(0, 2)) {
    const text = await write({ ...feed, title: hostile, description: hostile, items: changed });
    expect([name, isXmlFile(text)]).toEqual([name, true]);
    expect(text).toContain('ab[2J');
  }
});

describe.each(all)('%s', (_, files) => {
  const feed = createUpdateFeed(pageFor(files));

  test('every format tells the same, and two parsers read it alike', async () => {
    const [rss, atom, json] = await Promise.all(
      FORMATS.map(async ({ write, read }) => read(await write(feed))),
    );
    expect(rss).toEqual(atom);
    expect(json).toEqual(atom);
    expect(atom).toEqual(
      feed.items.map(({ id, title, page, html, published, changed }) => {
        return { id, title, link: page, html, published, changed };
      }),
    );
    for (const { write, read, name } of FORMATS.slice(0, 2)) {
      const text = await write(feed);
      expect([name, isWellFormed(text)]).toEqual([name, true]);
      const told = read(text).map(({ changed: _changed, ...item }) => item);
      expect(await readBySax(text)).toEqual(told);
    }
  });

  test('the history is well-formed too, and two parsers read it', async () => {
    const site = pageFor(files);
    const tagged = createHistoryFeed(site, 'tag');
    const texts = [
      await renderRss(createHistoryFeed(site, 'page'), 'history.rss'),
      renderAtom(tagged, 'history.atom', tagged.id),
    ];
    for (const text of texts) {
      expect(isWellFormed(text)).toBe(true);
      expect(await readBySax(text)).toHaveLength(Object.keys(files.incidents ?? {}).length);
    }
  });

  test('says the same in the same bytes, whenever it is built', async () => {
    const later = createUpdateFeed(pageFor({ ...files, now: '12:07' }));
    for (const { write } of FORMATS) expect(await write(feed)).toBe(await write(later));
  });

  test('says nothing that is internal, runs nothing, fetches nothing', async () => {
    for (const { write } of FORMATS) expect(await write(feed)).not.toMatch(/secret|amina/);
    for (const { html } of feed.items)
      expect(html).not.toMatch(/<(?!\/?(?:p|a|b|em|strong|ul|li|pre|code|br)\b)|<b /);
  });
});

test.runIf(hasBrowser)('a browser reads them as XML', async () => {
  const page = await openPage();
  for (const [name, files] of all) {
    const feed = createUpdateFeed(pageFor(files));
    for (const { write } of FORMATS.slice(0, 2)) {
      const titles = await page.evaluate(
        (text) => {
          const parsed = new DOMParser().parseFromString(text, 'application/xml');
          const broken = parsed.querySelector('parsererror')?.textContent;
          return (
            broken ??
            [...parsed.querySelectorAll('item > title, entry > title')].map((title) => title.textContent)
          );
        },
        await write(feed),
      );
      expect([name, titles]).toEqual([name, feed.items.map(({ title }) => title)]);
    }
  }
});

const jsonFeed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  description: z.string(),
  home_page_url: z.url(),
  feed_url: z.url(),
  language: z.string(),
  authors: z.array(z.strictObject({ name: z.string() })),
  items: z.array(
    z.strictObject({
      id: z.url(),
      url: z.url(),
      title: z.string(),
      content_html: z.string(),
      date_published: z.iso.datetime(),
      date_modified: z.iso.datetime(),
      tags: z.array(z.string()).optional(),
      _candor: z.strictObject({ next_update_by: z.iso.datetime() }).optional(),
    }),
  ),
});

test.each(all)('the JSON feed is what version 1.1 says: %s', async (_, files) => {
  const text = await FORMATS[2]!.write(createUpdateFeed(pageFor(files)));
  expect(jsonFeed.safeParse(JSON.parse(text)).error).toBeUndefined();
});

/** Where a page may live. */
test.each(['https://vayva.shop/status', 'https://vayva.shop/status/', 'https://status.vayva.shop'])(
  'every address is absolute: %s',
  async (url) => {
    const site = `name: Vayva\nurl: ${url}\npolicy: vayva\ntimezone: UTC\n`;
    const loaded = pageFor({ ...SITUATIONS['open SEV-1'], site });
    const home = `${url.replace(/\/$/, '')}/`;
    const feed = createUpdateFeed(loaded);
    expect(feed.items[0]!.id).toBe(`${home}incidents/2026-11-22-pay/#20261122T0940Z`);
    for (const { write, file } of FORMATS)
      expect(await write(feed)).toContain(`"${home}${file}"`.slice(1, -1));
    const ofCheckout = createUpdateFeed(loaded, loaded.view.components[0]);
    expect(ofCheckout.page).toBe(`${home}components/checkout/`);
    expect(await FORMATS[0]!.write(ofCheckout)).toContain(
      `href="${home}components/checkout/rss.xml" rel="self"`,
    );
  },
);

const CORRECTED_LATER = OPEN_SEV_1.replace(
  '2026-11-22T09:20Z identified',
  '2026-11-22T09:20Z identified (corrected 2026-11-22T10:00Z)',
).replace('Pay by card: down', 'Pay by card: slow');

test.each(FORMATS)('a correction changes its item in $name, and nothing else', async ({ write, read }) => {
  const before = read(await write(createUpdateFeed(pageFor({ incidents: { a: OPEN_SEV_1 } }))));
  const after = read(await write(createUpdateFeed(pageFor({ incidents: { a: CORRECTED_LATER } }))));
  const fixed = (item: ReadItem): unknown => [item.id, item.link, item.published];
  expect(after.map(fixed)).toEqual(before.map(fixed));
  expect(after.map(({ changed }, index) => changed! - before[index]!.changed!)).toEqual([0, 40 * 60_000, 0]);
  expect(after[1]!.html).toContain('Pay by card: slow');
});

test('only the newest update of an open incident says when the next one comes', () => {
  const texts = createUpdateFeed(pageFor({ incidents: { a: OPEN_SEV_1, b: RESOLVED } })).items.map(
    ({ html }) => html,
  );
  expect(texts.map((html) => html.includes('Next update by'))).toEqual([true, false, false, false, false]);
  expect(texts[0]).toContain('Next update by 22 Nov 2026, 11:10');
});

test('a component’s feed contains what affects it, and what is planned for it', () => {
  const site = pageFor({ incidents: { a: OPEN_SEV_1, b: RESOLVED, c: UPCOMING } });
  const told = (id: string): string[] => {
    const component = site.view.components.find((candidate) => candidate.id === id);
    return createUpdateFeed(site, component).items.map(({ page }) => new URL(page).pathname.split('/')[3]!);
  };
  expect(told('checkout')).toEqual(['a', 'a', 'a']);
  expect(told('orders')).toEqual(['c']);
  expect(told('whatsapp')).toEqual(['a', 'a', 'a', 'b', 'b']);
});

describe('the history as bots read it', () => {
  const incidents = { '2026-11-22-pay': OPEN_SEV_1, '2026-11-21-move': COMPLETED };
  const [pay, move] = createHistoryFeed(pageFor({ incidents }), 'tag').items;
  const states = (html: string): string[][] =>
    [...html.matchAll(/<strong>([^<]+)<\/strong> - (.*?)<\/p>/g)].map(([, state, text]) => [state!, text!]);

  test('states and texts, newest first', () => {
    expect(states(pay!.html)).toEqual([
      ['Monitoring', 'Payments go through again.'],
      [
        'Identified',
        'The fault is found. See the guide (https://vayva.shop/guide).<br><br>- Pay by card: down<br>- Pay by transfer: down',
      ],
      [
        'Investigating',
        'We are investigating a service disruption affecting Checkout. Orders &amp; carts &lt;safe&gt;.',
      ],
    ]);
    expect(pay!.html).toMatch(
      /^<p><small>Nov <var data-var='date'>22<\/var>, <var data-var='time'>10:40<\/var> GMT\+1<\/small><br>/,
    );
    expect(pay!.published).toBe(at('09:05'));
    expect(pay!.changed).toBe(at('09:40'));
    expect(pay!.id).toMatch(/^tag:vayva\.shop,2005:Incident\/[a-z0-9]{12}$/);
  });

  test('a maintenance begins with its window', () => {
    expect(move!.html.split('</p>')[0]).toBe(
      "<p><strong>THIS IS A SCHEDULED EVENT Nov <var data-var='date'>21</var>, <var data-var='time'>23:00</var>" +
        " - Nov <var data-var='date'>22</var>, <var data-var='time'>00:00</var> GMT+1</strong>",
    );
    expect(states(move!.html).map(([state]) => state)).toEqual(['Completed', 'In progress', 'Scheduled']);
  });
});

describe('what a feed holds', () => {
  const updates = (count: number, minutes: number): string => {
    const start = at('2026-11-20T00:00Z');
    const sections = Array.from({ length: count }, (_, index) => {
      const time = new Date(start + index * minutes * 60_000).toISOString().replace('.000Z', 'Z');
      return `## ${time} investigating\n\nNumber ${index + 1}.\n`;
    });
    return `---\ntitle: Long\nseverity: sev-1\ndetected: 2026-11-20T00:00Z\n---\n\n${sections.join('\n')}`;
  };

  test.each([
    { count: 20, minutes: 60, now: '2026-11-22T12:00Z', held: 20, why: 'all there are' },
    { count: 200, minutes: 60, now: '2026-12-20T00:00Z', held: 50, why: 'fifty, once they are old' },
    { count: 200, minutes: 10, now: '2026-11-21T10:00Z', held: 200, why: 'all of a bad day' },
  ])('$why', ({ count, minutes, now, held }) => {
    const { items } = createUpdateFeed(pageFor({ incidents: { long: updates(count, minutes) }, now }));
    expect(items).toHaveLength(held);
    expect(items[0]!.html).toContain(`Number ${count}.`);
  });

  test('as many bytes after ten years as after one', async () => {
    const months = (years: number): Record<string, string> => {
      const files: Record<string, string> = {};
      for (let month = 0; month < years * 12; month += 1) {
        for (let day = 1; day < 25; day += 4) {
          const date = new Date(Date.UTC(2026, 9 - month, day)).toISOString().slice(0, 10);
          files[`${date}-late`] = RESOLVED.replaceAll('2026-11-20', date);
        }
      }
      return files;
    };
    const size = async (years: number): Promise<number[]> => {
      const site = pageFor({ incidents: months(years) });
      const texts = [createUpdateFeed(site), createHistoryFeed(site, 'page')].map((feed) =>
        renderRss(feed, 'rss.xml'),
      );
      return (await Promise.all(texts)).map((text) => text.length);
    };
    expect(await size(10)).toEqual(await size(1));
  });
});
