import { xmlElement, renderXmlFile } from '../xml.ts';
import type { Xml } from '../xml.ts';
import { formatIsoTime } from './feed.ts';
import type { Feed, FeedItem } from './feed.ts';

/** A feed as Atom (RFC 4287). `id` names the feed for ever; its own address, where nothing else is given. */
export function renderAtom(feed: Feed, file: string, id = feed.folder + file): string {
  const self = feed.folder + file;
  return renderXmlFile(
    xmlElement(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.language },
      xmlElement('id', {}, id),
      xmlElement('link', { rel: 'alternate', type: 'text/html', href: feed.page }),
      xmlElement('link', { rel: 'self', type: 'application/atom+xml', href: self }),
      xmlElement('title', {}, feed.title),
      xmlElement('subtitle', {}, feed.description),
      xmlElement('updated', {}, formatIsoTime(feed.changed)),
      xmlElement('author', {}, xmlElement('name', {}, feed.author)),
      ...feed.items.map(renderEntry),
    ),
  );
}

function renderEntry({ id, page, title, html, published, changed, tags }: FeedItem): Xml {
  return xmlElement(
    'entry',
    {},
    xmlElement('id', {}, id),
    xmlElement('published', {}, formatIsoTime(published)),
    xmlElement('updated', {}, formatIsoTime(changed)),
    xmlElement('link', { rel: 'alternate', type: 'text/html', href: page }),
    xmlElement('title', {}, title),
    ...tags.map((term) => xmlElement('category', { term })),
    xmlElement('content', { type: 'html' }, html),
  );
}
