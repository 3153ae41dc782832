import type { Instant } from '../time/instant.ts';
import type { PublicMaintenance } from '../status/public-entry.ts';
import type { EntryView } from '../status/entry.ts';
import { plainBody } from './statuspage-api/plain-body.ts';
import { wordsChangedAt } from './changed-at.ts';
import { addressOf } from './links.ts';
import type { LoadedSite, Shell } from './site-context.ts';

/** How many maintenances the calendar goes back; all that are to come are in it. */
const MOST_PAST = 50;

/** Planned maintenance as a calendar (RFC 5545): every event under an id for ever, its number rising with each update. */
export function calendarFile({ view, shell }: LoadedSite): string {
  const { words, links, site, locale } = shell;
  const planned = view.entries.filter(({ entry }) => entry.kind === 'maintenance');
  const shown = [
    ...planned.filter(({ when }) => when !== 'past'),
    ...planned.filter(({ when }) => when === 'past').slice(0, MOST_PAST),
  ];
  const name = words.page.title(site.name);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Candor//Status//${locale.slice(0, 2).toUpperCase()}`,
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `URL:${links.absolute(links.home)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...(shown.length === 0 ? CLOCK : shown.flatMap((maintenance) => eventOf(maintenance, shell))),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** A calendar must hold something: where nothing is planned, the clock of UTC stands in. */
const CLOCK = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function eventOf(shown: EntryView, shell: Shell): string[] {
  const { words, links, site } = shell;
  const entry = shown.entry as PublicMaintenance;
  const { origin, base } = addressOf(site.url);
  const calledOff = entry.ended !== undefined && entry.ended <= entry.starts;
  const [from, to] = calledOff ? [entry.starts, entry.ends] : [shown.from, shown.to ?? entry.ends];
  const changed = stamp(wordsChangedAt(shown));
  const corrections = entry.updates.filter(({ corrected }) => corrected !== undefined).length;
  const address = links.absolute(links.incident(entry.id));
  return [
    'BEGIN:VEVENT',
    `UID:${entry.id}@${new URL(origin).host}${base}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${Math.max(0, entry.updates.length - 1) + corrections}`,
    `DTSTART:${stamp(from)}`,
    ...(to > from ? [`DTEND:${stamp(to)}`] : []),
    `STATUS:${calledOff ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    `SUMMARY:${escapeText(`${site.name}${words.colon} ${entry.title}`)}`,
    `DESCRIPTION:${escapeText(descriptionOf(shown, address, shell))}`,
    `URL:${address}`,
    'END:VEVENT',
  ];
}

function descriptionOf({ entry, suffered }: EntryView, address: string, { words }: Shell): string {
  const names = suffered.filter(({ state }) => state !== 'operational').map(({ name }) => name);
  const updates = entry.updates.map(
    ({ wrote, text }) => `${words.phases[wrote]}${words.colon} ${plainBody(text)}`,
  );
  return [
    ...(names.length > 0 ? [words.feed.affected(words.list(names))] : []),
    ...updates.toReversed(),
    address,
  ].join('\n\n');
}

/** `20261122T091000Z`. */
function stamp(instant: Instant): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
}

function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
    .replace(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

/** A line holds 75 bytes; a longer one goes on behind a space. No character is cut. */
function fold(line: string): string {
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
