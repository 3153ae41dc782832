import type { RSSFeedItem, RSSOptions } from '@astrojs/rss';
import type { EntryView } from '../core/view-entry.ts';
import { newestUpdates } from '../core/view-updates.ts';
import type { UpdateInEntry } from '../core/view-updates.ts';
import type { LoadedSite, Shell } from './load.ts';
import { renderMarkdown } from './markdown.ts';

/** How many updates a feed holds: weeks of them, and never more bytes. */
const MOST_ITEMS = 50;

/** The feed of updates: one item for each, newest first, under an id that a correction doesn't change. */
export function rssOf({ view, shell }: LoadedSite): RSSOptions {
  const { words, links, site, locale } = shell;
  const updates = newestUpdates(view.entries, MOST_ITEMS);
  const changed = updates.map(({ update }) => Math.max(update.at, update.corrected ?? update.at));
  const latest = changed.length > 0 ? Math.max(...changed) : undefined;
  const channel = [
    `<language>${locale.toLowerCase()}</language>`,
    ...(latest === undefined ? [] : [`<lastBuildDate>${new Date(latest).toUTCString()}</lastBuildDate>`]),
    `<atom:link href="${escapeXml(links.absolute(links.rss))}" rel="self" type="application/rss+xml"/>`,
  ];
  return {
    title: writable(words.feed.title(site.name)),
    description: writable(words.feed.description(site.name)),
    site: links.absolute(links.home),
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: channel.join(''),
    items: updates.map((item) => itemOf(item, shell)),
    trailingSlash: true,
  };
}

function itemOf({ view, update }: UpdateInEntry, shell: Shell): RSSFeedItem {
  const { words, links } = shell;
  const { entry } = view;
  return {
    title: writable(words.feed.item(entry.title, words.phases[update.wrote], update.corrected !== undefined)),
    link: links.absolute(links.update(entry.id, update.id)),
    pubDate: new Date(update.at),
    content: writable(contentOf({ view, update }, shell)),
  };
}

function contentOf({ view, update }: UpdateInEntry, { words, dates }: Shell): string {
  const affected = affectedNames(view, words.states, Object.entries(update.states));
  const parts = [renderMarkdown(update.text)];
  if (affected.length > 0) parts.push(`<p>${escapeXml(words.feed.affected(words.list(affected)))}</p>`);
  if (update.corrected !== undefined) {
    const { local, utc } = dates.instant(update.corrected);
    const time = utc === undefined ? local : `${local} (${utc})`;
    parts.push(`<p><em>${escapeXml(`${words.entry.corrected} ${time}`)}</em></p>`);
  }
  return parts.join('\n');
}

/** `Checkout (Partly down)` for each component that still suffers after the update. */
function affectedNames(
  view: EntryView,
  labels: Shell['words']['states'],
  states: readonly (readonly [string, keyof Shell['words']['states']])[],
): string[] {
  const names = new Map(view.suffered.map(({ id, name }) => [id, name]));
  return states
    .filter(([, state]) => state !== 'operational')
    .map(([id, state]) => `${names.get(id) ?? id} (${labels[state]})`);
}

/** Without the few characters that XML can't hold in any spelling. */
function writable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
