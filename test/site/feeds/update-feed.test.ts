import { expect, test } from 'vitest';
import { createUpdateFeed } from '../../../src/site/feeds/update-feed.ts';
import type { LoadedSite } from '../../../src/site/site-context.ts';
import { siteOfWideIncident } from '../wide-incident.ts';

const IDS = Array.from({ length: 40 }, (_, index) => `service-${String(index).padStart(2, '0')}`);

const siteWith = (ids: readonly string[]): LoadedSite =>
  siteOfWideIncident(ids, ['09:10 investigating', '09:20 update']);

test('V3.1 an item names twelve affected components and counts the others', () => {
  const [item] = createUpdateFeed(siteWith(IDS)).items;
  expect(item!.html).toContain('Affected: Service-00 (Having problems), Service-01 (Having problems)');
  expect(item!.html).toContain('Service-11 (Having problems) and 28 more</p>');
  expect(item!.html).not.toContain('Service-12');
});

test('V3.1 a component’s own feed names that component only, so that a site does not grow with the square', () => {
  const site = siteWith(IDS);
  const feed = createUpdateFeed(
    site,
    site.view.components.find(({ id }) => id === 'service-30'),
  );
  expect(feed.items.map(({ html, tags }) => [html, tags])).toEqual([
    ['<p dir="auto">Some words.</p>\n<p>Affected: Service-30 (Having problems)</p>', ['Service-30']],
    ['<p dir="auto">Some words.</p>\n<p>Affected: Service-30 (Having problems)</p>', ['Service-30']],
  ]);
});

test('V3.1 an update of an event with many components has those that it changes as categories, the first one all', () => {
  const [later, first] = createUpdateFeed(siteWith(IDS)).items;
  expect(first!.tags).toHaveLength(40);
  expect(later!.tags).toEqual([]);
  const [laterOfFew] = createUpdateFeed(siteWith(IDS.slice(0, 25))).items;
  expect(laterOfFew!.tags).toHaveLength(25);
});
