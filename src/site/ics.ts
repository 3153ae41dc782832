import type { Instant } from '../time/instant.ts';
import type { PublicMaintenance } from '../status/public-entry.ts';
import type { EventView } from '../status/entry.ts';
import { renderPlainText } from './statuspage-api/plain-body.ts';
import { textChangedAt } from './changed-at.ts';
import { splitSiteUrl } from './links.ts';
import type { LoadedSite, PageContext } from './site-context.ts';

/** How many maintenances the calendar goes back; all that are to come are in it. */
const MAX_PAST_MAINTENANCES = 50;

/** Planned maintenance as a calendar (RFC 5545): every event under an id for ever, its number rising with each update. */
export function renderCalendar({ view, context }: LoadedSite): string {
  const { messages, links, site, locale } = context;
  const planned = view.events.filter(({ event }) => event.kind === 'maintenance');
  const views = [
    ...planned.filter(({ when }) => when !== 'past'),
    ...planned.filter(({ when }) => when === 'past').slice(0, MAX_PAST_MAINTENANCES),
  ];
  const name = messages.page.title(site.name);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Candor//Status//${locale.slice(0, 2).toUpperCase()}`,
    'METHOD:PUBLISH',
    `NAME:${escapeIcsText(name)}`,
    `X-WR-CALNAME:${escapeIcsText(name)}`,
    `URL:${links.absolute(links.home)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...(views.length === 0
      ? UTC_TIMEZONE
      : views.flatMap((maintenance) => renderEvent(maintenance, context))),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

/** A calendar must hold something: where nothing is planned, the clock of UTC stands in. */
const UTC_TIMEZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function renderEvent(view: EventView, context: PageContext): string[] {
  const { messages, links, site } = context;
  const maintenance = view.event as PublicMaintenance;
  const { origin, base } = splitSiteUrl(site.url);
  const calledOff = maintenance.ended !== undefined && maintenance.ended <= maintenance.starts;
  const [from, to] = calledOff
    ? [maintenance.starts, maintenance.ends]
    : [view.from, view.to ?? maintenance.ends];
  const changed = formatIcsTime(textChangedAt(view));
  const corrections = maintenance.updates.filter(({ corrected }) => corrected !== undefined).length;
  const address = links.absolute(links.incident(maintenance.id));
  return [
    'BEGIN:VEVENT',
    `UID:${maintenance.id}@${new URL(origin).host}${base}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${Math.max(0, maintenance.updates.length - 1) + corrections}`,
    `DTSTART:${formatIcsTime(from)}`,
    ...(to > from ? [`DTEND:${formatIcsTime(to)}`] : []),
    `STATUS:${calledOff ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    `SUMMARY:${escapeIcsText(`${site.name}${messages.colon} ${maintenance.title}`)}`,
    `DESCRIPTION:${escapeIcsText(formatDescription(view, address, context))}`,
    `URL:${address}`,
    'END:VEVENT',
  ];
}

function formatDescription(
  { event, worstAffected }: EventView,
  address: string,
  { messages }: PageContext,
): string {
  const names = worstAffected.filter(({ state }) => state !== 'operational').map(({ name }) => name);
  const updates = event.updates.map(
    ({ writtenPhase, text }) => `${messages.phases[writtenPhase]}${messages.colon} ${renderPlainText(text)}`,
  );
  return [
    ...(names.length > 0 ? [messages.feed.affected(messages.list(names))] : []),
    ...updates.toReversed(),
    address,
  ].join('\n\n');
}

/** `20261122T091000Z`. */
function formatIcsTime(instant: Instant): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
}

function escapeIcsText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
    .replace(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

/** A line holds 75 bytes; a longer one goes on behind a space. No character is cut. */
function foldLine(line: string): string {
  let folded = '';
  let room = 75;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (size > room) {
      folded += '\r\n ';
      room = 74;
    }
    folded += char;
    room -= size;
  }
  return folded;
}
