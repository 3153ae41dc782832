import { getRssString } from '@astrojs/rss';
import { removeInvalidXmlCharacters } from '../../text/xml-characters.ts';
import { xmlElement } from '../xml.ts';
import { formatIsoTime } from './feed.ts';
import type { Feed, FeedItem } from './feed.ts';

/** RSS 2.0 */
export async function renderRss(feed: Feed, file: string): Promise<string> {
  const { title, description, page, language, changed, items } = feed;
  const channel = [
    xmlElement('language', {}, language.toLowerCase()),
    xmlElement('lastBuildDate', {}, new Date(changed).toUTCString()),
    xmlElement('atom:link', { href: feed.folder + file, rel: 'self', type: 'application/rss+xml' }),
  ];
  return getRssString({
    title: removeInvalidXmlCharacters(title),
    description: removeInvalidXmlCharacters(description),
    site: page,
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: channel.map(({ xml }) => xml).join(''),
    items: items.map(renderItem),
  });
}

/** RSS has no element for a correction, so `atom:updated` has its time. */
function renderItem({ id, page, title, html, published, changed, tags }: FeedItem) {
  const identity = xmlElement('link', {}, page).xml + xmlElement('guid', { isPermaLink: 'false' }, id).xml;
  const corrected = changed === published ? '' : xmlElement('atom:updated', {}, formatIsoTime(changed)).xml;
  const custom = (id === page ? '' : identity) + corrected;
  return {
    title: removeInvalidXmlCharacters(title),
    description: removeInvalidXmlCharacters(html),
    // The library makes a guid from the link.
    ...(id === page && { link: page }),
    pubDate: new Date(published),
    categories: tags.map(removeInvalidXmlCharacters),
    ...(custom !== '' && { customData: custom }),
  };
}
