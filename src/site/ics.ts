import icalendar, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { ICalEventData } from 'ical-generator';
import { HOUR, SECOND } from '../time/duration.ts';
import type { PublicMaintenance } from '../status/public-entry.ts';
import { takenBackAt } from '../status/entry.ts';
import type { EventView } from '../status/entry.ts';
import { renderPlainText } from './statuspage-api/plain-body.ts';
import { textChangedAt } from './changed-at.ts';
import { formatOutsideTitle } from './outside-title.ts';
import { identityOf } from '../content/site-identity.ts';
import type { LoadedSite, PageContext } from './site-context.ts';

/** All upcoming maintenances are included. */
const MAX_PAST_MAINTENANCES = 50;

/** Planned maintenance as a calendar (RFC 5545). UIDs are permanent; SEQUENCE increases with each update. */
export function renderCalendar({ view, context }: LoadedSite): string {
  const { messages, links, site, locale } = context;
  const planned = view.events.filter(({ event }) => event.kind === 'maintenance');
  const views = [
    ...planned.filter(({ when }) => when !== 'past'),
    ...planned.filter(({ when }) => when === 'past').slice(0, MAX_PAST_MAINTENANCES),
  ];
  const calendar = icalendar({
    prodId: { company: 'Candor', product: 'Status', language: locale.slice(0, 2).toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    name: removeControlCharacters(messages.page.title(site.name)),
    url: links.absolute(links.home),
    ttl: HOUR / SECOND,
    events: views.map((maintenance) => createEvent(maintenance, context)),
    // A calendar needs at least one component.
    ...(views.length === 0 && { timezone: { name: 'UTC', generator: () => UTC_TIMEZONE } }),
  });
  return `${calendar.toString()}\r\n`;
}

const UTC_TIMEZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n');

function createEvent(view: EventView, context: PageContext): ICalEventData {
  const { messages, links, site } = context;
  const maintenance = view.event as PublicMaintenance;
  const isCancelled = maintenance.calledOff !== undefined;
  const [from, to] = isCancelled
    ? [maintenance.starts, maintenance.ends]
    : [view.from, view.to ?? maintenance.ends];
  const changed = new Date(textChangedAt(view));
  const corrections = maintenance.updates.filter(({ corrected }) => corrected !== undefined).length;
  const url = links.absolute(links.incident(maintenance.id));
  return {
    id: `${maintenance.id}@${identityOf(site).key}`,
    stamp: changed,
    lastModified: changed,
    sequence: Math.max(0, maintenance.updates.length - 1) + corrections,
    start: new Date(from),
    end: to > from ? new Date(to) : null,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: removeControlCharacters(
      `${site.name}${messages.colon} ${formatOutsideTitle(maintenance, messages)}`,
    ),
    description: removeControlCharacters(formatDescription(view, url, context)),
    url,
  };
}

function formatDescription(
  { event, worstAffected }: EventView,
  url: string,
  { messages, pictures }: PageContext,
): string {
  const affected = takenBackAt(event) === undefined ? worstAffected : [];
  const names = affected.filter(({ state }) => state !== 'operational').map(({ name }) => name);
  const updates = event.updates.map(
    ({ label, text }) => `${messages.phases[label]}${messages.colon} ${renderPlainText(text, pictures)}`,
  );
  return [
    ...(names.length > 0 ? [messages.feed.affected(messages.list(names))] : []),
    ...updates.toReversed(),
    url,
  ].join('\n\n');
}

function removeControlCharacters(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '');
}
