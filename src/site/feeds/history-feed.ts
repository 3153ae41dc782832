import type { Instant } from '../../time/instant.ts';
import type { PublicUpdate, UpdateLabel } from '../../status/public-entry.ts';
import type { EventView } from '../../status/entry.ts';
import { getApiContext } from '../statuspage-api/page.ts';
import { renderPlainText } from '../statuspage-api/plain-body.ts';
import { formatOutsideTitle } from '../outside-title.ts';
import { openedAt, pageChangedAt, textChangedAt } from '../changed-at.ts';
import type { LoadedSite, PageContext } from '../site-context.ts';
import { escapeXml } from '../xml.ts';
import { identityOf } from '../../content/site-identity.ts';
import type { SiteIdentity } from '../../content/site-identity.ts';
import { FEED_MIN_RETENTION } from './feed.ts';
import { describeFeed } from './description.ts';
import type { Feed, FeedItem } from './feed.ts';

/** As many as Statuspage's feed has; younger entries are added. */
const ENTRY_LIMIT = 25;

/**
 * One item per incident or maintenance in the format of Statuspage's feed: bots parse the state of each update from its
 * markup. It has no notices, because bots would take them for incidents.
 */
export function createHistoryFeed({ view, context }: LoadedSite, idOf: 'tag' | 'page'): Feed {
  const { messages, links, site } = context;
  const home = links.absolute(links.home);
  const identity = identityOf(site);
  const entries = view.events
    .filter(({ event }) => event.updates.length > 0 && event.kind !== 'notice')
    .map((eventView) => ({ eventView, at: textChangedAt(eventView) }))
    .toSorted((a, b) => b.at - a.at);
  const young = entries.filter(({ at }) => at >= view.builtAt - FEED_MIN_RETENTION).length;
  const items = entries.slice(0, Math.max(ENTRY_LIMIT, young)).map(({ eventView, at }): FeedItem => {
    const path = links.incident(eventView.event.id);
    return {
      id:
        idOf === 'tag'
          ? createTagUri(identity, `Incident/${getApiContext(view).entryId(eventView.event.id)}`)
          : links.permanent(path),
      page: links.absolute(path),
      title: formatOutsideTitle(eventView.event, messages),
      html: renderEntryHtml(eventView, context),
      published: idOf === 'tag' ? openedAt(eventView) : at,
      changed: at,
      tags: [],
    };
  });
  return {
    title: `${site.name} Status - Incident History`,
    description: describeFeed(view, context),
    page: home,
    folder: home,
    id: idOf === 'tag' ? createTagUri(identity, `${identity.base}/history`) : links.permanent(links.home),
    language: context.locale,
    author: site.name,
    changed: items[0]?.changed ?? pageChangedAt(view),
    items,
  };
}

/** In the format of Statuspage's ids. */
function createTagUri({ host }: SiteIdentity, name: string): string {
  return `tag:${host},2005:${name}`;
}

/** Statuspage's English labels, because bots parse them. */
const STATUSPAGE_PHASES: Readonly<Record<UpdateLabel, string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  // Statuspage has no label of its own for it; the title says it.
  withdrawn: 'Resolved',
  merged: 'Resolved',
  scheduled: 'Scheduled',
  'in-progress': 'In progress',
  verifying: 'Verifying',
  completed: 'Completed',
  cancelled: 'Completed',
  'called-off': 'Completed',
  announced: 'Update',
  ended: 'Update',
  update: 'Update',
};

function renderEntryHtml({ event }: EventView, context: PageContext): string {
  const updates = event.updates.toReversed().map((update) => renderUpdateHtml(update, context));
  const zone = context.site.timezone;
  return event.kind === 'maintenance'
    ? renderWindowHtml(event.starts, event.ends, zone) + updates.join('')
    : updates.join('');
}

/** Each update is one paragraph, so that a bot can find its end. */
function renderUpdateHtml({ at, label, text }: PublicUpdate, { site, pictures }: PageContext): string {
  const { date, time, zoneName } = formatTime(at, site.timezone);
  const body = escapeXml(renderPlainText(text, pictures)).replaceAll('\n', '<br>');
  return `<p><small>${date}, ${time} ${zoneName}</small><br><strong>${STATUSPAGE_PHASES[label]}</strong> - ${body}</p>`;
}

function renderWindowHtml(starts: Instant, ends: Instant, zone: string): string {
  const from = formatTime(starts, zone);
  const to = formatTime(ends, zone);
  const end = from.date === to.date ? to.time : `${to.date}, ${to.time}`;
  return `<p><strong>THIS IS A SCHEDULED EVENT ${from.date}, ${from.time} - ${end} ${to.zoneName}</strong></p>`;
}

interface FormattedTime {
  readonly date: string;
  readonly time: string;
  readonly zoneName: string;
}

function formatTime(instant: Instant, zone: string): FormattedTime {
  const parts = getFormatter(zone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return {
    date: `${part('month')} <var data-var='date'>${part('day')}</var>`,
    time: `<var data-var='time'>${part('hour')}:${part('minute')}</var>`,
    zoneName: part('timeZoneName'),
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function getFormatter(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}
