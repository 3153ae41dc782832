import { generateAtomFeed } from 'feedsmith';
import { removeInvalidXmlCharacters } from '../../text/xml-characters.ts';
import type { Feed } from './feed.ts';

/** @param feedId the feed's permanent id; by default that of its folder and its file */
export function renderAtom(feed: Feed, file: string, feedId = feed.id + file): string {
  const text = (value: string) => ({ value: removeInvalidXmlCharacters(value) });
  const pageLink = (href: string) => ({ rel: 'alternate', type: 'text/html', href });
  const xml = generateAtomFeed({
    xml: { lang: feed.language },
    id: feedId,
    links: [pageLink(feed.page), { rel: 'self', type: 'application/atom+xml', href: feed.folder + file }],
    title: text(feed.title),
    subtitle: text(feed.description),
    updated: new Date(feed.changed),
    authors: [{ name: removeInvalidXmlCharacters(feed.author) }],
    entries: feed.items.map(({ id, page, title, html, published, changed, tags }) => ({
      id,
      published: new Date(published),
      updated: new Date(changed),
      links: [pageLink(page)],
      title: text(title),
      categories: tags.map((term) => ({ term: removeInvalidXmlCharacters(term) })),
      content: { ...text(html), type: 'html' },
    })),
  });
  return `${trimCdata(xml)}\n`;
}

/** feedsmith indents CDATA sections, which would add whitespace to titles and content: not all readers trim it. */
function trimCdata(xml: string): string {
  return xml.replace(/>\s+((?:<!\[CDATA\[[^\]]*(?:\](?!\]>)[^\]]*)*\]\]>)+)\s+<\//g, '>$1</');
}
