import type { Instant } from '../../time/instant.ts';
import type { ComponentView } from '../../status/components.ts';
import type { EntryView } from '../../status/entry.ts';
import { newestUpdates } from '../../status/updates.ts';
import type { UpdateInEntry } from '../../status/updates.ts';
import type { StatusView } from '../../status/status-view.ts';
import { pageChangedAt, updateChangedAt } from '../changed-at.ts';
import type { LoadedSite, Shell } from '../site-context.ts';
import { renderMarkdown } from '../markdown.ts';
import { escapeXml } from '../xml.ts';
import { ALWAYS, USUAL } from './feed.ts';
import type { Feed, FeedItem } from './feed.ts';

/** One item for each update: of everything, or of what one component suffered from. */
export function updateFeed({ view, shell }: LoadedSite, component?: ComponentView): Feed {
  const { words, links, site, locale } = shell;
  const entries = component ? entriesOf(component.id, view) : view.entries;
  const updates = latestUpdates(entries, view.builtAt).map((item) => itemOf(item, shell));
  const items = [...updates, ...reviewItems(entries, updates, shell)].toSorted(
    (a, b) => b.published - a.published,
  );
  const page = links.absolute(component ? links.component(component.id) : links.home);
  const title = words.feed.title(site.name);
  return {
    title: component ? `${component.name} · ${title}` : title,
    description: words.feed.description(site.name),
    page,
    folder: page,
    language: locale,
    author: site.name,
    changed: items.length === 0 ? pageChangedAt(view) : Math.max(...items.map(({ changed }) => changed)),
    items,
  };
}

/** Newest first: the usual number, and all that are young. */
function latestUpdates(entries: readonly EntryView[], now: Instant): UpdateInEntry[] {
  let young = 0;
  for (const { entry } of entries) young += entry.updates.filter(({ at }) => at >= now - ALWAYS).length;
  return newestUpdates(entries, Math.max(USUAL, young));
}

/** Each published review once, with its own address; those older than everything else in the feed are left out. */
function reviewItems(
  entries: readonly EntryView[],
  updates: readonly FeedItem[],
  { words, links }: Shell,
): FeedItem[] {
  const oldest = updates.at(-1)?.published ?? -Infinity;
  return entries.flatMap(({ entry, review, suffered }) => {
    if (!review || review.published < oldest) return [];
    const page = links.absolute(links.review(entry.id));
    return [
      {
        ...{ id: page, page, title: words.review.title(entry.title), html: renderMarkdown(review.text) },
        ...{ published: review.published, changed: review.published, tags: suffered.map(({ name }) => name) },
      },
    ];
  });
}

/** Its history, and what is planned for it. */
function entriesOf(id: string, { histories, maintenance }: StatusView): EntryView[] {
  const concerns = ({ suffered }: EntryView): boolean => suffered.some((component) => component.id === id);
  return [...(histories.get(id) ?? []), ...maintenance.upcoming.filter(concerns)];
}

function itemOf({ view, update }: UpdateInEntry, shell: Shell): FeedItem {
  const { words, links } = shell;
  const { entry, suffered } = view;
  const page = links.absolute(links.update(entry.id, update.id));
  const isNewest = update === entry.updates.at(-1);
  return {
    id: page,
    page,
    title: words.feed.item(entry.title, words.phases[update.wrote], update.corrected !== undefined),
    html: htmlOf({ view, update }, shell),
    published: update.at,
    changed: updateChangedAt(update),
    tags: suffered.map(({ name }) => name),
    ...(isNewest && view.next && { nextBy: view.next.by }),
  };
}

/**
 * The words of an update, what is affected after it, and when the next one comes. That last line is there only while the
 * update is the newest, and is no correction when it goes.
 */
function htmlOf({ view, update }: UpdateInEntry, { words, dates }: Shell): string {
  const say = (at: Instant): string => {
    const { local, utc } = dates.instant(at);
    return utc === undefined ? local : `${local} (${utc})`;
  };
  const names = new Map(view.suffered.map(({ id, name }) => [id, name]));
  const affected = Object.entries(update.states)
    .filter(([, state]) => state !== 'operational')
    .map(([id, state]) => {
      const name = names.get(id) ?? id;
      // What planned work will do to a component is said in its own words; its state until then is another one.
      return view.entry.kind === 'maintenance' ? name : `${name} (${words.states[state]})`;
    });
  const lines: string[] = [];
  if (affected.length > 0) lines.push(words.feed.affected(words.list(affected)));
  if (view.next && update === view.entry.updates.at(-1)) {
    lines.push(`${words.entry.nextUpdateBy} ${say(view.next.by)}`);
  }
  if (update.corrected !== undefined) lines.push(`${words.entry.corrected} ${say(update.corrected)}`);
  return [renderMarkdown(update.text), ...lines.map((line) => `<p>${escapeXml(line)}</p>`)].join('\n');
}
