import { expect, test } from 'vitest';
import { FEEDS } from '../../src/site/feeds/index.ts';
import type { LoadedSite } from '../../src/site/site-context.ts';
import { renderApiDocument } from '../../src/site/statuspage-api/endpoints.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { at } from '../support/incident-content.ts';
import { siteOfWideIncident } from './wide-incident.ts';

/** One incident that affects every component from its first to its last update. */
function siteOf(components: number, updates: number): LoadedSite {
  const ids = Array.from({ length: components }, (_, index) => `service-${String(index).padStart(3, '0')}`);
  const times = Array.from({ length: updates }, (_, index) => formatInstant(at('09:10') + index * 60_000));
  const headings = times.map((time, index) => `${time} ${index === 0 ? 'investigating' : 'update'}`);
  return siteOfWideIncident(ids, headings);
}

async function sizesOf(site: LoadedSite): Promise<Record<string, number>> {
  const files: Record<string, string> = {
    'summary.json': renderApiDocument(site.view, 'summary', site.context.messages),
    'incidents.json': renderApiDocument(site.view, 'incidents', site.context.messages),
  };
  for (const feed of FEEDS) {
    files[feed.file] = await feed.render(site);
    if (feed.perComponent)
      files[`components/ID/${feed.file}`] = await feed.render(site, site.view.components[0]);
  }
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [file, text.length]));
}

test('twice the components and twice the updates make no file more than about twice as long', async () => {
  const [once, twice] = [await sizesOf(siteOf(60, 40)), await sizesOf(siteOf(120, 80))];
  expect(Object.keys(once)).toHaveLength(10);
  for (const [file, size] of Object.entries(once))
    expect([file, twice[file]! / size < 2.3]).toEqual([file, true]);
});

test('twice the components alone leave the feed of a component as long as it was', async () => {
  const [once, twice] = [await sizesOf(siteOf(60, 40)), await sizesOf(siteOf(120, 40))];
  for (const { file, perComponent } of FEEDS)
    if (perComponent) expect(twice[`components/ID/${file}`]).toBe(once[`components/ID/${file}`]);
});
