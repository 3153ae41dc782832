import type { Instant } from '../../core/instant.ts';
import { element, xmlFile } from '../xml.ts';
import type { Xml } from '../xml.ts';
import type { Feed, FeedItem } from './feed.ts';

/** A feed as RSS 2.0. */
export function rssOf(feed: Feed, file: string): string {
  const { title, description, page, language, changed, items } = feed;
  return xmlFile(
    element(
      'rss',
      { version: '2.0', 'xmlns:atom': 'http://www.w3.org/2005/Atom' },
      element(
        'channel',
        {},
        element('title', {}, title),
        element('link', {}, page),
        element('description', {}, description),
        element('language', {}, language.toLowerCase()),
        element('pubDate', {}, mailTime(changed)),
        element('lastBuildDate', {}, mailTime(changed)),
        element('atom:link', { href: feed.folder + file, rel: 'self', type: 'application/rss+xml' }),
        ...items.map(itemOf),
      ),
    ),
  );
}

/** RSS has no word for a correction, so Atom's says when there was one. */
function itemOf({ id, page, title, html, published, changed, tags }: FeedItem): Xml {
  return element(
    'item',
    {},
    element('title', {}, title),
    element('description', {}, html),
    element('pubDate', {}, mailTime(published)),
    element('link', {}, page),
    element('guid', { isPermaLink: String(id === page) }, id),
    ...tags.map((tag) => element('category', {}, tag)),
    ...(changed === published ? [] : [element('atom:updated', {}, new Date(changed).toISOString())]),
  );
}

/** `Sun, 22 Nov 2026 09:10:00 +0000` (RFC 822). */
function mailTime(instant: Instant): string {
  return new Date(instant).toUTCString().replace('GMT', '+0000');
}
