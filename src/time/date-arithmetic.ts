import type { CalendarSpan } from './duration.ts';
import { DAY } from './duration.ts';
import type { Day } from './calendar.ts';

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** A month after 31 January is the last day of February. */
export function addSpan(day: Day, { count, unit }: CalendarSpan): Day {
  if (unit === 'day' || unit === 'week') return addDays(day, unit === 'week' ? 7 * count : count);
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const months = year * 12 + (month - 1) + (unit === 'year' ? 12 * count : count);
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  const moved = Date.UTC(Math.floor(months / 12), months % 12, Math.min(date, last));
  return new Date(moved).toISOString().slice(0, 10);
}

/** `2026-Q4` */
export function quarterOf(day: Day): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
