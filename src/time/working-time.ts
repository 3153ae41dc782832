import { addDays, weekdayOf } from './calendar.ts';
import type { Calendar, Day } from './calendar.ts';
import { DAY, DURATION_PATTERN, formatDuration, HOUR, parseDuration } from './duration.ts';
import type { Duration } from './duration.ts';
import type { Instant } from './instant.ts';

/** Time that passes only while a company works: milliseconds of office hours, or a number of business days. */
export interface WorkingTime {
  readonly unit: 'office-hours' | 'business-days';
  readonly count: number;
}

/** A time limit: by the clock in milliseconds, or in working time. */
export type TimeLimit = Duration | WorkingTime;

/** For editors, in the JSON Schemas. */
export const TIME_LIMIT_PATTERN = `${DURATION_PATTERN}|(?:office|business|working) (?:hours?|days?)\\s*$`;

const KINDS = ['office', 'business', 'working'];

/** Parses `5m`, `48h`, `2h office hours`, `4 office hours`, `5 business days`; undefined for anything else, and for 0 days. */
export function parseTimeLimit(text: string): TimeLimit | undefined {
  const words = text.trim().toLowerCase().split(/\s+/);
  const [kind = '', unit = ''] = words.slice(-2);
  if (!KINDS.includes(kind)) return parseDuration(text);
  const amount = words.slice(0, words.at(-3) === 'of' ? -3 : -2).join(' ');
  const count = /^\d{1,5}$/.test(amount) ? Number(amount) : undefined;
  if (/^days?$/.test(unit)) return count ? { unit: 'business-days', count } : undefined;
  if (!/^hours?$/.test(unit)) return undefined;
  const length = count === undefined ? parseDuration(amount) : count * HOUR;
  return length === undefined ? undefined : { unit: 'office-hours', count: length };
}

/** `5 minutes`, `2 hours of office time`, `5 business days` */
export function formatTimeLimit(limit: TimeLimit): string {
  if (typeof limit === 'number') return formatDuration(limit);
  const { unit, count } = limit;
  if (unit === 'office-hours') return `${formatDuration(count)} of office time`;
  return `${count} business day${count === 1 ? '' : 's'}`;
}

/** When a company works. */
export interface WorkingHours {
  /** 0 is Monday. */
  readonly weekdays: readonly number[];
  /** Minutes after midnight; `from` is before `to`. */
  readonly from: number;
  readonly to: number;
  /** By year. */
  readonly holidays: Readonly<Record<string, readonly Day[]>>;
}

/** The most days that are looked at, for calendars in which every day is a holiday. */
const MAX_DAYS = 4000;

/**
 * When a time limit is over that began at an instant. Business days are over at the end of the office hours of the last one;
 * the day of the instant is not counted. Without working hours, a working hour is an hour and a business day is 24 hours.
 */
export function addTimeLimit(
  at: Instant,
  limit: TimeLimit,
  hours: WorkingHours | undefined,
  calendar: Calendar,
): Instant {
  if (typeof limit === 'number') return at + limit;
  const { unit, count } = limit;
  if (!hours) return at + (unit === 'office-hours' ? count : count * DAY);
  let left = count;
  let day = calendar.dayOf(at);
  if (unit === 'business-days') day = addDays(day, 1);
  for (let looked = 0; looked < MAX_DAYS; looked += 1, day = addDays(day, 1)) {
    if (!isBusinessDay(day, hours)) continue;
    const end = calendar.timeOf(day, hours.to);
    if (unit === 'business-days') {
      left -= 1;
      if (left === 0) return end;
      continue;
    }
    const start = Math.max(at, calendar.timeOf(day, hours.from));
    if (start >= end) continue;
    if (left <= end - start) return start + left;
    left -= end - start;
  }
  return calendar.startOf(day);
}

function isBusinessDay(day: Day, { weekdays, holidays }: WorkingHours): boolean {
  return weekdays.includes(weekdayOf(day)) && !holidays[day.slice(0, 4)]?.includes(day);
}

/** The first year between two instants whose holidays are not known, if those of any year are. */
export function findYearWithoutHolidays(
  from: Instant,
  to: Instant,
  { holidays }: WorkingHours,
  { dayOf }: Calendar,
): string | undefined {
  if (Object.keys(holidays).length === 0) return undefined;
  for (let year = Number(dayOf(from).slice(0, 4)); year <= Number(dayOf(to).slice(0, 4)); year += 1) {
    if (!Object.hasOwn(holidays, String(year))) return String(year);
  }
  return undefined;
}

/**
 * A length to compare limits by: about how long one takes on average, with 40 office hours in five days of a week.
 */
export function averageLength(limit: TimeLimit): Duration {
  if (typeof limit === 'number') return limit;
  return limit.unit === 'office-hours' ? (limit.count * 7 * 24) / 40 : (limit.count * DAY * 7) / 5;
}
