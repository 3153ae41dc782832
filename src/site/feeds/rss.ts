import { getRssString } from '@astrojs/rss';
import { element } from '../xml.ts';
import { isoTime } from './feed.ts';
import type { Feed, FeedItem } from './feed.ts';

/** A feed as RSS 2.0. */
export async function rssOf(feed: Feed, file: string): Promise<string> {
  const { title, description, page, language, changed, items } = feed;
  const channel = [
    element('language', {}, language.toLowerCase()),
    element('lastBuildDate', {}, new Date(changed).toUTCString()),
    element('atom:link', { href: feed.folder + file, rel: 'self', type: 'application/rss+xml' }),
  ];
  return getRssString({
    title,
    description,
    site: page,
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: channel.map(({ xml }) => xml).join(''),
    items: items.map(itemOf),
  });
}

/** RSS has no word for a correction, so Atom's says when there was one. */
function itemOf({ id, title, html, published, changed, tags }: FeedItem) {
  return {
    title,
    description: html,
    link: id,
    pubDate: new Date(published),
    categories: [...tags],
    ...(changed !== published && { customData: element('atom:updated', {}, isoTime(changed)).xml }),
  };
}
