import { describe, expect, test } from 'vitest';
import { createUpdateFeed } from '../../src/site/feeds/update-feed.ts';
import { FEEDS } from '../../src/site/feeds/index.ts';
import { renderCalendar } from '../../src/site/ics.ts';
import { ENDPOINT_NAMES, renderApiDocument } from '../../src/site/statuspage-api/endpoints.ts';
import { pageFor } from '../support/status-view-from-files.ts';
import { FORMATS } from './feeds/read-feed.ts';
import { OPEN_SEV_1, UNDER_WAY, UPCOMING } from './sample-incidents.ts';

const incidents = {
  '2026-11-22-open': OPEN_SEV_1,
  '2026-11-22-books': UNDER_WAY,
  '2026-11-23-books': UPCOMING,
};

const pageAt = (url: string, id?: string) =>
  pageFor({
    incidents,
    site: `name: Vayva\nurl: ${url}\n${id === undefined ? '' : `id: ${id}\n`}policy: vayva\ntimezone: Africa/Lagos\n`,
  });

/** Every id that a subscriber or a program could keep. */
async function idsAt(url: string, id?: string): Promise<string[]> {
  const site = pageAt(url, id);
  const feeds = [undefined, site.view.components[0]!];
  const xml = await Promise.all(
    FEEDS.flatMap((feed) =>
      (feed.perComponent ? feeds : [undefined]).map(async (component) => feed.render(site, component)),
    ),
  );
  const texts = [renderCalendar(site).replaceAll('\r\n ', ''), ...xml];
  const api = ENDPOINT_NAMES.map((name) => renderApiDocument(site.view, name)).join();
  return [
    ...texts.flatMap((text) =>
      [...text.matchAll(/<guid[^>]*>([^<]*)<|<id>([^<]*)<|^UID:(.*)\r$|"id":"([^"]*)"/gm)].map((match) =>
        match.slice(1).find((part) => part !== undefined)!,
      ),
    ),
    ...[...api.matchAll(/"(?:id|\w+_id)":"([^"]*)"/g)].map(([, found]) => found!),
  ];
}

describe('ids do not depend on the address', () => {
  const OLD = 'https://vayva.shop/status';
  const NEW = 'https://status.vayva.example';
  test.each([OLD, 'tag:vayva.shop,2026:status', 'http://localhost:4321'])('with id: %s', async (id) => {
    const before = await idsAt(OLD, id);
    expect(before.length).toBeGreaterThan(60);
    expect(await idsAt(NEW, id)).toEqual(before);
    expect(await idsAt(`${NEW}/a/b`, id)).toEqual(before);
  });

  test('the former address as the id keeps what an address without id gave', async () => {
    expect(await idsAt(NEW, OLD)).toEqual(await idsAt(OLD));
    expect(await idsAt(NEW)).not.toEqual(await idsAt(OLD));
  });

  test('items still link to their pages at the new address', async () => {
    const feed = createUpdateFeed(pageAt(NEW, 'tag:vayva.shop,2026:status'));
    for (const { write, read } of FORMATS) {
      const [item] = read(await write(feed));
      expect(item!.id).toMatch(/^tag:vayva\.shop,2026:status\/incidents\//);
      expect(item!.link).toMatch(/^https:\/\/status\.vayva\.example\/incidents\//);
    }
  });
});
