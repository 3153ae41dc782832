import type { SiteContext } from '../../content/content.ts';
import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { DeadlineReminder } from '../announcements.ts';
import type { Deadline } from '../deadline.ts';
import { DEADLINES_JSON_VERSION, deadlineToJson } from './json.ts';
import { formatClockTime, formatResponsibleParties, formatTimeUntil } from './words.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** One announcement as one line for people: `10:40 late  one: Next public update (V12.2), late since 10:40. Ask: …`. */
export function renderReminder(
  { deadline, threshold }: DeadlineReminder,
  siteContext: SiteContext,
  now: Instant,
): string {
  const zone = siteContext.site.timezone;
  const { incident, drill, ask } = deadline;
  const whose =
    incident === undefined ? '' : `${escapeControlCharacters(incident)}${drill ? ' (drill)' : ''}: `;
  const asked = ask.length === 0 ? '' : ` Ask: ${formatResponsibleParties(ask)}.`;
  return `${formatClockTime(now, now, zone)} ${threshold.key}: ${whose}${formatDeadline(deadline, now, zone)}.${asked}\n`;
}

/** What is awaited and when: `Next public update (V12.2), late since 10:40`. */
export function formatDeadline(deadline: Deadline, now: Instant, zone: string): string {
  const { clause, awaits, state, late, due } = deadline;
  const what = `${escapeControlCharacters(awaits)}${clause === undefined ? '' : ` (${clause})`}`;
  const by = formatClockTime(state === 'late' || due === late ? late : due, now, zone);
  return `${what}, ${state === 'late' ? `late since ${by}` : `by ${by}, ${formatTimeUntil(deadline, now)}`}`;
}

/**
 * One announcement as one line of JSON: `{ version, event: "boundary", spoken, boundary: { key, at }, missed, deadline }`,
 * the deadline as `deadlines --format json` gives it.
 */
export function renderReminderJson({ deadline, threshold, missed }: DeadlineReminder, now: Instant): string {
  return toJsonLine({
    version: DEADLINES_JSON_VERSION,
    event: 'boundary',
    spoken: new Date(now).toISOString(),
    boundary: { key: threshold.key, at: formatInstant(threshold.at) },
    missed: missed.map(({ key }) => key),
    deadline: deadlineToJson(deadline, now),
  });
}

/** How a watch ended, for people. */
export function renderWatchEnd(
  end: 'nothing-open' | 'restarted',
  open: number,
  next: Instant | undefined,
): string {
  if (end === 'nothing-open') return 'Nothing is open: the watch ends.\n';
  const then = next === undefined ? '' : `, the next boundary at ${formatInstant(next)}`;
  return `Handing over: ${open} open${then}.\n`;
}

/** The same as a line of JSON: `{ version, event: "nothing-open" or "restarted", open, next }`. */
export function renderWatchEndJson(
  event: 'nothing-open' | 'restarted',
  open: number,
  next: Instant | undefined,
): string {
  return toJsonLine({
    version: DEADLINES_JSON_VERSION,
    event,
    open,
    next: next === undefined ? null : formatInstant(next),
  });
}

function toJsonLine(data: object): string {
  return `${JSON.stringify(data)}\n`;
}
