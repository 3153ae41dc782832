import type { SiteContext } from '../../content/content.ts';
import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { DeadlineReminder } from '../reminders.ts';
import type { Deadline } from '../deadline.ts';
import { DEADLINES_JSON_VERSION, deadlineToJson } from './json.ts';
import { formatClockTime, formatResponsibleParties, formatTimeUntil } from './format.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** When a reminder is printed, and whether a watcher that was killed may have printed it before. */
export interface ReminderPrinting {
  readonly now: Instant;
  readonly repeated: boolean;
}

/** `10:40 late: checkout: Next public update (V12.2), late since 10:40. Ask: …`. */
export function renderReminder(
  { deadline, threshold }: DeadlineReminder,
  siteContext: SiteContext,
  { now, repeated }: ReminderPrinting,
): string {
  const zone = siteContext.site.timezone;
  const { incident, drill, ask } = deadline;
  const subject =
    incident === undefined ? '' : `${escapeControlCharacters(incident)}${drill ? ' (drill)' : ''}: `;
  const responsible = ask.length === 0 ? '' : ` Ask: ${formatResponsibleParties(ask)}.`;
  return `${formatClockTime(now, now, zone)} ${threshold.key}: ${subject}${formatDeadline(deadline, now, zone)}.${responsible}${repeated ? ' (Perhaps repeated.)' : ''}\n`;
}

/** `Next public update (V12.2), late since 10:40`. */
export function formatDeadline(deadline: Deadline, now: Instant, zone: string): string {
  const { clause, awaits, state, late, due } = deadline;
  const what = `${escapeControlCharacters(awaits)}${clause === undefined ? '' : ` (${clause})`}`;
  const by = formatClockTime(state === 'late' || due === late ? late : due, now, zone);
  return `${what}, ${state === 'late' ? `late since ${by}` : `by ${by}, ${formatTimeUntil(deadline, now)}`}`;
}

/**
 * A reminder as one line of JSON: `{ version, event: "boundary", spoken, boundary: { key, at }, missed, deadline }`,
 * the deadline as `deadlines --format json` gives it; with `repeated: true` if it may have been printed before.
 */
export function renderReminderJson(
  { deadline, threshold, missed }: DeadlineReminder,
  { now, repeated }: ReminderPrinting,
): string {
  return toJsonLine({
    version: DEADLINES_JSON_VERSION,
    event: 'boundary',
    spoken: new Date(now).toISOString(),
    boundary: { key: threshold.key, at: formatInstant(threshold.at) },
    missed: missed.map(({ key }) => key),
    ...(repeated && { repeated }),
    deadline: deadlineToJson(deadline, now),
  });
}

export function renderWatchEnd(
  end: 'nothing-open' | 'restarted',
  open: number,
  next: Instant | undefined,
): string {
  if (end === 'nothing-open') return 'No open incidents: the watcher ends.\n';
  const nextReminder = next === undefined ? '' : `, next reminder at ${formatInstant(next)}`;
  return `Handing over: ${open} open${nextReminder}.\n`;
}

/** The end of a watcher as a line of JSON: `{ version, event: "nothing-open" or "restarted", open, next }`. */
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
