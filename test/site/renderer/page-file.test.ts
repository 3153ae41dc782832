import { expect, test } from 'vitest';
import { pageFile } from '../../../src/site/renderer/page-file.ts';

test.each([
  ['../../pages/index.astro', {}, 'index.html'],
  ['../../pages/404.astro', {}, '404.html'],
  ['../../pages/subscribe.astro', {}, 'subscribe/index.html'],
  ['../../pages/history/index.astro', {}, 'history/index.html'],
  ['../../pages/history/[month].astro', { month: '2026-11' }, 'history/2026-11/index.html'],
  ['../../pages/incidents/[id].astro', { id: '2026-11-22-index' }, 'incidents/2026-11-22-index/index.html'],
  ['../../pages/components/[id]/index.astro', { id: 'index' }, 'components/index/index.html'],
  ['../../pages/[feed].ts', { feed: 'rss.xml' }, 'rss.xml'],
  ['../../pages/badge.svg.ts', {}, 'badge.svg'],
  ['../../pages/components/[id]/[feed].ts', { id: 'api', feed: 'feed.json' }, 'components/api/feed.json'],
  ['../../pages/api/v2/[...endpoint].json.ts', { endpoint: 'incidents/open' }, 'api/v2/incidents/open.json'],
  ['../../pages/logo.[extension].ts', { extension: '$&.svg' }, 'logo.$&.svg'],
])('%s with %j is written to %s', (source, params, file) => {
  expect(pageFile(source, params)).toBe(file);
});
