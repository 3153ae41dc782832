import type { Setting } from '../../content/content.ts';
import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { Announcement } from '../announcements.ts';
import type { Deadline } from '../deadline.ts';
import { CADENCE_VERSION, flatDeadline } from './json.ts';
import { clockTime, sayAsked, sayWhen } from './words.ts';
import { visible } from '../../text/terminal-style.ts';

/** One announcement as one line for people: `10:40 late  one: Next public update (V12.2), late since 10:40. Ask: …`. */
export function drawSpoken({ deadline, boundary }: Announcement, setting: Setting, now: Instant): string {
  const zone = setting.site.timezone;
  const { incident, drill, ask } = deadline;
  const whose = incident === undefined ? '' : `${visible(incident)}${drill ? ' (drill)' : ''}: `;
  const asked = ask.length === 0 ? '' : ` Ask: ${sayAsked(ask)}.`;
  return `${clockTime(now, now, zone)} ${boundary.key}: ${whose}${sayAwaited(deadline, now, zone)}.${asked}\n`;
}

/** What is awaited and when: `Next public update (V12.2), late since 10:40`. */
export function sayAwaited(deadline: Deadline, now: Instant, zone: string): string {
  const { clause, awaits, state, late, due } = deadline;
  const what = `${visible(awaits)}${clause === undefined ? '' : ` (${clause})`}`;
  const by = clockTime(state === 'late' || due === late ? late : due, now, zone);
  return `${what}, ${state === 'late' ? `late since ${by}` : `by ${by}, ${sayWhen(deadline, now)}`}`;
}

/**
 * One announcement as one line of JSON: `{ version, event: "boundary", spoken, boundary: { key, at }, missed, deadline }`,
 * the deadline as `cadence --format json` gives it.
 */
export function drawSpokenJson({ deadline, boundary, missed }: Announcement, now: Instant): string {
  return line({
    version: CADENCE_VERSION,
    event: 'boundary',
    spoken: new Date(now).toISOString(),
    boundary: { key: boundary.key, at: formatInstant(boundary.at) },
    missed: missed.map(({ key }) => key),
    deadline: flatDeadline(deadline, now),
  });
}

/** How a watch ended, for people. */
export function drawWatchEnd(
  end: 'nothing-open' | 'handed-over',
  open: number,
  next: Instant | undefined,
): string {
  if (end === 'nothing-open') return 'Nothing is open: the watch ends.\n';
  const then = next === undefined ? '' : `, the next boundary at ${formatInstant(next)}`;
  return `Handing over: ${open} open${then}.\n`;
}

/** The same as a line of JSON: `{ version, event: "nothing-open" or "handed-over", open, next }`. */
export function drawWatchEndJson(
  event: 'nothing-open' | 'handed-over',
  open: number,
  next: Instant | undefined,
): string {
  return line({
    version: CADENCE_VERSION,
    event,
    open,
    next: next === undefined ? null : formatInstant(next),
  });
}

function line(data: object): string {
  return `${JSON.stringify(data)}\n`;
}
