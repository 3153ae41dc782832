import type { CalendarSpan } from './duration.ts';
import { offsetAt } from './instant.ts';
import type { Instant } from './instant.ts';

/** A date of the calendar, `2026-11-22`, with no time and no zone. */
export type Day = string;

const HALF_TURN = 26 * 3_600_000;

/** The date that the clocks of a zone show. */
export function dayOf(instant: Instant, zone: string): Day {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 10);
}

/** The first moment of a date in a zone: midnight, or later where the clocks jump over it. */
export function startOfDay(day: Day, zone: string): Instant {
  const utc = Date.parse(`${day}T00:00Z`);
  const before = utc - offsetAt(utc - HALF_TURN, zone);
  const after = utc - offsetAt(utc + HALF_TURN, zone);
  const first = [Math.min(before, after), Math.max(before, after)].find(
    (start) => dayOf(start, zone) === day && dayOf(start - 1, zone) < day,
  );
  return first ?? utc - offsetAt(utc, zone);
}

/** The date before or after it by a number of days. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The date a stretch of the calendar later; 31 January and 1 month give the last day of February. */
export function addSpan(day: Day, { count, unit }: CalendarSpan): Day {
  if (unit === 'day' || unit === 'week') return addDays(day, unit === 'week' ? 7 * count : count);
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const months = year * 12 + (month - 1) + (unit === 'year' ? 12 * count : count);
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  const moved = Date.UTC(Math.floor(months / 12), months % 12, Math.min(date, last));
  return new Date(moved).toISOString().slice(0, 10);
}

/** The quarter of a date: `2026-Q4`. */
export function quarterOf(day: Day): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
