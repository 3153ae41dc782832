import type { Instant } from '../../time/instant.ts';
import type { Phase } from '../../content/incident.ts';
import type { PublicUpdate } from '../../status/public-entry.ts';
import type { EntryView } from '../../status/entry.ts';
import { apiContextOf } from '../statuspage-api/page.ts';
import { plainBody } from '../statuspage-api/plain-body.ts';
import { openedAt, pageChangedAt, wordsChangedAt } from '../changed-at.ts';
import type { LoadedSite } from '../site-context.ts';
import { escapeXml } from '../xml.ts';
import { ALWAYS } from './feed.ts';
import type { Feed, FeedItem } from './feed.ts';

/** As many entries as Statuspage's feed has, and all that were spoken of lately. */
const USUAL_ENTRIES = 25;

/** One item for each incident, in the shape of Statuspage's: bots read the state of each update out of its markup. */
export function historyFeed({ view, shell }: LoadedSite, idOf: 'tag' | 'page'): Feed {
  const { words, links, site } = shell;
  const home = links.absolute(links.home);
  const spoken = view.entries
    .filter(({ entry }) => entry.updates.length > 0)
    .map((shown) => ({ shown, at: wordsChangedAt(shown) }))
    .toSorted((a, b) => b.at - a.at);
  const young = spoken.filter(({ at }) => at >= view.builtAt - ALWAYS).length;
  const items = spoken.slice(0, Math.max(USUAL_ENTRIES, young)).map(({ shown, at }): FeedItem => {
    const page = links.absolute(links.incident(shown.entry.id));
    return {
      id: idOf === 'tag' ? tagOf(home, `Incident/${apiContextOf(view).entryId(shown.entry.id)}`) : page,
      page,
      title: shown.entry.title,
      html: htmlOf(shown, site.timezone),
      published: idOf === 'tag' ? openedAt(shown) : at,
      changed: at,
      tags: [],
    };
  });
  return {
    title: `${site.name} Status - Incident History`,
    description: words.feed.description(site.name),
    page: home,
    folder: home,
    language: shell.locale,
    author: site.name,
    changed: items[0]?.changed ?? pageChangedAt(view),
    items,
  };
}

/** The feed's id in Atom: Statuspage's name for it. */
export function historyFeedId({ page }: Feed): string {
  return tagOf(page, new URL('history', page).pathname);
}

function tagOf(home: string, name: string): string {
  return `tag:${new URL(home).hostname},2005:${name}`;
}

/** Statuspage's own words, in its one language: what reads them is no person. */
const STATES: Readonly<Record<Phase | 'update', string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  scheduled: 'Scheduled',
  'in-progress': 'In progress',
  verifying: 'Verifying',
  completed: 'Completed',
  update: 'Update',
};

function htmlOf({ entry }: EntryView, zone: string): string {
  const updates = entry.updates.toReversed().map((update) => updateHtml(update, zone));
  return entry.kind === 'maintenance'
    ? windowHtml(entry.starts, entry.ends, zone) + updates.join('')
    : updates.join('');
}

/** Each update is one paragraph, whatever its text is, so that a bot finds its end. */
function updateHtml({ at, wrote, text }: PublicUpdate, zone: string): string {
  const { date, time, zoneName } = momentOf(at, zone);
  const body = escapeXml(plainBody(text)).replaceAll('\n', '<br>');
  return `<p><small>${date}, ${time} ${zoneName}</small><br><strong>${STATES[wrote]}</strong> - ${body}</p>`;
}

function windowHtml(starts: Instant, ends: Instant, zone: string): string {
  const from = momentOf(starts, zone);
  const to = momentOf(ends, zone);
  const end = from.date === to.date ? to.time : `${to.date}, ${to.time}`;
  return `<p><strong>THIS IS A SCHEDULED EVENT ${from.date}, ${from.time} - ${end} ${to.zoneName}</strong></p>`;
}

interface Moment {
  readonly date: string;
  readonly time: string;
  readonly zoneName: string;
}

function momentOf(instant: Instant, zone: string): Moment {
  const parts = formatterFor(zone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return {
    date: `${part('month')} <var data-var='date'>${part('day')}</var>`,
    time: `<var data-var='time'>${part('hour')}:${part('minute')}</var>`,
    zoneName: part('timeZoneName'),
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: string): Intl.DateTimeFormat {
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
