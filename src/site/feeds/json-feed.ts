import { formatIsoTime } from './feed.ts';
import type { Feed } from './feed.ts';

/** A feed as JSON Feed 1.1. */
export function renderJsonFeed(feed: Feed, file: string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    home_page_url: feed.page,
    feed_url: feed.folder + file,
    language: feed.language,
    authors: [{ name: feed.author }],
    items: feed.items.map(({ id, page, title, html, published, changed, tags, nextUpdateBy }) => ({
      id,
      url: page,
      title,
      content_html: html,
      date_published: formatIsoTime(published),
      date_modified: formatIsoTime(changed),
      ...(tags.length > 0 && { tags }),
      // Extensions begin with an underscore: readers that don't know one leave it alone.
      ...(nextUpdateBy !== undefined && { _candor: { next_update_by: formatIsoTime(nextUpdateBy) } }),
    })),
  });
}
