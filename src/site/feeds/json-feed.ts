import { generateJsonFeed } from 'feedsmith';
import { formatIsoTime } from './feed.ts';
import type { Feed } from './feed.ts';

/** JSON Feed 1.1 */
export function renderJsonFeed(feed: Feed, file: string): string {
  const generated = generateJsonFeed({
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
      date_published: new Date(published),
      date_modified: new Date(changed),
      tags: [...tags],
      // Extensions start with an underscore; readers ignore those that they don't know.
      ...(nextUpdateBy !== undefined && { _candor: { next_update_by: formatIsoTime(nextUpdateBy) } }),
    })),
  });
  // The generator omits an empty list, but the format requires it.
  return JSON.stringify({ items: [], ...(generated as object) });
}
