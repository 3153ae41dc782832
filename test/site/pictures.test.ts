import { expect, test } from 'vitest';
import type { Picture } from '../../src/content/pictures/picture.ts';
import { createUpdateFeed } from '../../src/site/feeds/update-feed.ts';
import { selectStalePages } from '../../src/site/incremental-pages.ts';
import { listPublicPictures } from '../../src/site/pictures.ts';
import { createPageContext } from '../../src/site/site-context.ts';
import { getApiContext } from '../../src/site/statuspage-api/page.ts';
import { isIncident, toApiIncident } from '../../src/site/statuspage-api/entries.ts';
import { viewFor } from '../support/status-view-from-files.ts';

const incident = (severity: string, picture: string): string =>
  `---\ntitle: Orders fail\nseverity: ${severity}\ncomponents: { orders: degraded }\ndetected: 2026-11-22T09:02Z\n---\n\n## 2026-11-22T09:10Z investigating\n\n![What failed](../media/${picture})\n\n<!-- ![Not shown](../media/comment.png) -->\n`;

const view = viewFor({
  incidents: {
    '2026-11-22-orders': incident('sev-2', 'a.png'),
    '2026-11-22-internal': incident('sev-3', 'internal.png'),
    '2026-11-22-drill': incident('sev-2', 'drill.png').replace('title:', 'drill: true\ntitle:'),
  },
});
const picture: Picture = { kind: 'png', width: 8, height: 4, bytes: new Uint8Array() };
const pictures = new Map([['media/a.png', picture]]);
const withPictures = { ...view, pictures };
const contextOf = (width: number) =>
  createPageContext(view.site, undefined, undefined, new Map([['media/a.png', { ...picture, width }]]));

test('only the pictures of public texts are published', () => {
  expect([...listPublicPictures(view)]).toEqual(['media/a.png']);
});

test('feeds and the API carry the whole address of a picture', () => {
  const feed = createUpdateFeed({ view: withPictures, context: contextOf(8) });
  expect(feed.items[0]!.html).toContain('<img src="https://vayva.shop/status/media/a.png" alt="What failed"');
  const event = view.events.find(isIncident)!;
  expect(toApiIncident(getApiContext(withPictures), event).incident_updates[0]!.body).toBe(
    'What failed (https://vayva.shop/status/media/a.png)',
  );
});

test('a page is rendered again when the size of a picture on it changes, and only then', () => {
  const keysFor = (width: number): string[] => {
    const keys: string[] = [];
    const isCurrent = (_: string, key: string): boolean => keys.push(key) > 0;
    const pages = ['![What failed](../media/a.png)', 'Nothing to see.'].map((data, index) => ({
      params: {},
      path: `/${index}/`,
      data: { text: data, event: { text: data } },
    }));
    selectStalePages({ view, context: contextOf(width), isCurrent }, pages);
    return keys;
  };
  const [before, after] = [keysFor(8), keysFor(9)];
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(before[1]);
});
