import type { Instant } from '../../time/instant.ts';
import type { ComponentView } from '../../status/components.ts';
import type { EventView } from '../../status/entry.ts';
import { newestUpdates } from '../../status/updates.ts';
import type { UpdateOfEvent } from '../../status/updates.ts';
import type { StatusView } from '../../status/status-view.ts';
import { listStateChanges, pageChangedAt, updateChangedAt } from '../changed-at.ts';
import type { LoadedSite, PageContext } from '../site-context.ts';
import { renderMarkdown } from '../markdown.ts';
import { escapeXml } from '../xml.ts';
import { FEED_MIN_RETENTION, FEED_ITEM_LIMIT } from './feed.ts';
import { describeFeed } from './description.ts';
import type { Feed, FeedItem } from './feed.ts';

/** One item per update: of all events, or of one component's events. */
export function createUpdateFeed({ view, context }: LoadedSite, component?: ComponentView): Feed {
  const { messages, links, site, locale } = context;
  const events = component ? selectEvents(component.id, view) : view.events;
  const updates = selectUpdates(events, view.builtAt).map((item) => createItem(item, context, component));
  const items = [...updates, ...createPostmortemItems(events, updates, context, component)].toSorted(
    (a, b) => b.published - a.published,
  );
  const path = component ? links.component(component.id) : links.home;
  const page = links.absolute(path);
  const title = messages.feed.title(site.name);
  return {
    title: component ? `${component.name} · ${title}` : title,
    description: describeFeed(view, context),
    page,
    folder: page,
    id: links.permanent(path),
    language: locale,
    author: site.name,
    changed: items.length === 0 ? pageChangedAt(view) : Math.max(...items.map(({ changed }) => changed)),
    items,
  };
}

/** Newest first, with every update younger than `FEED_MIN_RETENTION`. */
function selectUpdates(events: readonly EventView[], now: Instant): UpdateOfEvent[] {
  let young = 0;
  for (const { event } of events)
    for (const { at } of event.updates) if (at >= now - FEED_MIN_RETENTION) young += 1;
  return newestUpdates(events, Math.max(FEED_ITEM_LIMIT, young));
}

/** One item per published postmortem, unless it is older than every update in the feed. */
function createPostmortemItems(
  events: readonly EventView[],
  updates: readonly FeedItem[],
  { messages, links, pictures }: PageContext,
  component: ComponentView | undefined,
): FeedItem[] {
  const oldest = updates.at(-1)?.published ?? -Infinity;
  return events.flatMap(({ event, postmortem, worstAffected }) => {
    if (!postmortem || postmortem.published < oldest) return [];
    const path = links.postmortem(event.id);
    return [
      {
        ...{
          id: links.permanent(path),
          page: links.absolute(path),
          title: messages.postmortem.title(event.title),
          html: renderMarkdown(postmortem.text, { pictures, isOutside: true }),
        },
        ...{
          published: postmortem.published,
          changed: postmortem.published,
          tags: listNames(worstAffected, component),
        },
      },
    ];
  });
}

/** The component's events, including upcoming maintenance. */
function selectEvents(id: string, { eventsByComponent, maintenance }: StatusView): EventView[] {
  const affectsComponent = ({ worstAffected }: EventView): boolean =>
    worstAffected.some((component) => component.id === id);
  return [...(eventsByComponent.get(id) ?? []), ...maintenance.upcoming.filter(affectsComponent)];
}

function createItem(
  { view, update }: UpdateOfEvent,
  context: PageContext,
  component: ComponentView | undefined,
): FeedItem {
  const { messages, links } = context;
  const { event } = view;
  const path = links.update(event.id, update.id);
  const isNewest = update === event.updates.at(-1);
  return {
    id: links.permanent(path),
    page: links.absolute(path),
    title: messages.feed.item(event.title, messages.phases[update.label], update.corrected !== undefined),
    html: renderUpdateHtml({ view, update }, context, component),
    published: update.at,
    changed: updateChangedAt(update),
    tags: listTags({ view, update }, component),
    ...(isNewest && view.next && { nextUpdateBy: view.next.by }),
  };
}

/**
 * The components of an event, for readers that filter by name. An update of an event with many components has only those
 * that it changes: its first update has all of them.
 */
function listTags({ view, update }: UpdateOfEvent, component: ComponentView | undefined): readonly string[] {
  const { event, worstAffected } = view;
  if (component !== undefined || worstAffected.length <= MAX_TAGS) return listNames(worstAffected, component);
  const changes = listStateChanges(view)[event.updates.indexOf(update)] ?? [];
  const changed = new Set(changes.map(({ id }) => id));
  return listNames(
    worstAffected.filter(({ id }) => changed.has(id)),
    component,
  );
}

const MAX_TAGS = 25;

/** A component's own feed is only about that component: with all the others, the site would grow with their square. */
function listNames(
  affected: EventView['worstAffected'],
  component: ComponentView | undefined,
): readonly string[] {
  return affected.filter(({ id }) => component === undefined || id === component.id).map(({ name }) => name);
}

/** Further components are only counted. */
const MAX_NAMES = 12;

/**
 * The text of an update, the affected components, and when the next update is due. The last line is present only while the
 * update is the newest; its removal does not count as a correction.
 */
function renderUpdateHtml(
  { view, update }: UpdateOfEvent,
  { messages, dates, pictures }: PageContext,
  component: ComponentView | undefined,
): string {
  const formatTime = (at: Instant): string => {
    const { local, utc } = dates.instant(at);
    return utc === undefined ? local : `${local} (${utc})`;
  };
  const names = new Map(view.worstAffected.map(({ id, name }) => [id, name]));
  const states = Object.entries(update.states).filter(
    ([id, state]) => state !== 'operational' && (component === undefined || id === component.id),
  );
  const affected = states.slice(0, MAX_NAMES).map(([id, state]) => {
    const name = names.get(id) ?? id;
    // Before the maintenance starts the component's state is still another one.
    return view.event.kind === 'maintenance' ? name : `${name} (${messages.states[state]})`;
  });
  if (states.length > MAX_NAMES) affected.push(messages.home.moreEntries(states.length - MAX_NAMES));
  const lines: string[] = [];
  if (affected.length > 0) lines.push(messages.feed.affected(messages.list(affected)));
  if (view.next && update === view.event.updates.at(-1)) {
    lines.push(`${messages.entry.nextUpdateBy} ${formatTime(view.next.by)}`);
  }
  if (update.corrected !== undefined)
    lines.push(`${messages.entry.corrected} ${formatTime(update.corrected)}`);
  const text = renderMarkdown(update.text, { pictures, isOutside: true });
  return [text, ...lines.map((line) => `<p>${escapeXml(line)}</p>`)].join('\n');
}
