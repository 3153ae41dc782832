import { XMLValidator } from 'fast-xml-parser';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { renderAtom } from '../../../src/site/feeds/atom.ts';
import type { Feed } from '../../../src/site/feeds/feed.ts';
import { renderJsonFeed } from '../../../src/site/feeds/json-feed.ts';
import { renderRss } from '../../../src/site/feeds/rss.ts';

/** An item as a reader understands it, whatever the format. */
export interface ReadItem {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly html: string;
  readonly published: number;
  /** When it was last corrected; absent where the format doesn't say it. */
  readonly changed?: number;
}

/** A format: how we write it, and how an independent parser reads it. */
export interface Format {
  readonly name: string;
  readonly file: string;
  readonly write: (feed: Feed) => string | Promise<string>;
  readonly read: (text: string) => ReadItem[];
}

const time = (text: string | undefined): number => Date.parse(text ?? '');

export const FORMATS: readonly Format[] = [
  {
    name: 'RSS',
    file: 'rss.xml',
    write: (feed) => renderRss(feed, 'rss.xml'),
    read: (text) =>
      (parseRssFeed(text).items ?? []).map((item) => ({
        id: item.guid!.value!,
        title: item.title!,
        link: item.link!,
        html: item.description!,
        published: time(item.pubDate),
        changed: time(item.atom?.updated ?? item.pubDate),
      })),
  },
  {
    name: 'Atom',
    file: 'updates.atom',
    write: (feed) => renderAtom(feed, 'updates.atom'),
    read: (text) =>
      (parseAtomFeed(text).entries ?? []).map((entry) => ({
        id: entry.id!,
        title: entry.title!.value!,
        link: entry.links![0]!.href!,
        html: entry.content!.value!,
        published: time(entry.published),
        changed: time(entry.updated),
      })),
  },
  {
    name: 'JSON Feed',
    file: 'feed.json',
    write: (feed) => renderJsonFeed(feed, 'feed.json'),
    read: (text) =>
      (parseJsonFeed(text).items ?? []).map((item) => ({
        id: item.id!,
        title: item.title!,
        link: item.url!,
        html: item.content_html!,
        published: time(item.date_published),
        changed: time(item.date_modified),
      })),
  },
];

/** What a second parser, built on another reader of XML, makes of RSS or Atom. */
export async function readBySax(text: string): Promise<ReadItem[]> {
  const { items } = await new RssParser({ customFields: { item: ['published'] } }).parseString(text);
  return items.map((item) => ({
    id: (item as { id?: string }).id ?? item.guid!,
    title: item.title!,
    link: item.link!,
    html: item.content!,
    published: time((item as { published?: string }).published ?? item.pubDate),
  }));
}

/** What is wrong with a text as XML; true if nothing is. */
export function isWellFormed(xml: string): unknown {
  return XMLValidator.validate(xml);
}
