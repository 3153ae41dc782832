import { DAY, HOUR, MINUTE } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import { formatInZone } from '../../time/zone.ts';
import type { Instant } from '../../time/instant.ts';
import type { Deadline } from '../deadline.ts';
import type { ResponsibleParty } from '../escalation.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** `7 min`, `2 h 5 min`, `3 d 4 h`, `12 s`: short, rounded down. */
export function formatShortDuration(duration: Duration): string {
  const time = Math.max(0, duration);
  if (time < MINUTE) return `${Math.floor(time / 1000)} s`;
  if (time < HOUR) return `${Math.floor(time / MINUTE)} min`;
  const [large, small, units] = time < 3 * DAY ? [HOUR, MINUTE, ['h', 'min']] : [DAY, HOUR, ['d', 'h']];
  const rest = Math.floor((time % large) / small);
  return `${Math.floor(time / large)} ${units[0]}${rest === 0 || time > 30 * DAY ? '' : ` ${rest} ${units[1]}`}`;
}

/** `in 7 min`, `now, late in 12 min`, `12 min late`. */
export function formatTimeUntil(deadline: Deadline, now: Instant): string {
  switch (deadline.state) {
    case 'late':
      return `${formatShortDuration(now - deadline.late)} late`;
    case 'due':
      return `now, late in ${formatShortDuration(deadline.late - now)}`;
    default:
      return `in ${formatShortDuration(deadline.due - now)}`;
  }
}

/** `10:55`, or with the date if that is another day in the zone. */
export function formatClockTime(instant: Instant, now: Instant, zone: string): string {
  const [day, time] = formatInZone(instant, zone).slice(0, 16).split('T') as [string, string];
  return formatInZone(now, zone).startsWith(day) ? time : `${day} ${time}`;
}

/** `Incident commander @amina, Engineering lead`. */
export function formatResponsibleParties(ask: readonly ResponsibleParty[]): string {
  return ask.map(({ name, people }) => escapeControlCharacters([name, ...people].join(' '))).join(', ');
}
