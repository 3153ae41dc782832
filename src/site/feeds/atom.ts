import { element, xmlFile } from '../xml.ts';
import type { Xml } from '../xml.ts';
import { isoTime } from './feed.ts';
import type { Feed, FeedItem } from './feed.ts';

/** A feed as Atom (RFC 4287). `id` names the feed for ever; its own address, where nothing else is given. */
export function atomOf(feed: Feed, file: string, id = feed.folder + file): string {
  const self = feed.folder + file;
  return xmlFile(
    element(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.language },
      element('id', {}, id),
      element('link', { rel: 'alternate', type: 'text/html', href: feed.page }),
      element('link', { rel: 'self', type: 'application/atom+xml', href: self }),
      element('title', {}, feed.title),
      element('subtitle', {}, feed.description),
      element('updated', {}, isoTime(feed.changed)),
      element('author', {}, element('name', {}, feed.author)),
      ...feed.items.map(entryOf),
    ),
  );
}

function entryOf({ id, page, title, html, published, changed, tags }: FeedItem): Xml {
  return element(
    'entry',
    {},
    element('id', {}, id),
    element('published', {}, isoTime(published)),
    element('updated', {}, isoTime(changed)),
    element('link', { rel: 'alternate', type: 'text/html', href: page }),
    element('title', {}, title),
    ...tags.map((term) => element('category', { term })),
    element('content', { type: 'html' }, html),
  );
}
