import { TZDate } from '@date-fns/tz/date';
import { add } from 'date-fns/add';
import { getQuarter } from 'date-fns/getQuarter';
import { DAY, MINUTE } from './duration.ts';
import type { CalendarSpan, Duration } from './duration.ts';
import { zoneOffsetAt } from './zone.ts';
import type { Instant } from './instant.ts';

/** `2026-11-22` */
export type Day = string;

/** `2026-11` */
export type Month = string;

/** Day boundaries in one time zone. */
export interface Calendar {
  readonly zone: string;
  /** Milliseconds east of UTC. */
  readonly offsetOf: (instant: Instant) => Duration;
  readonly dayOf: (instant: Instant) => Day;
  /** The first instant of a day, or the first one after midnight if the clocks skip midnight. */
  readonly startOf: (day: Day) => Instant;
  /**
   * The instant at which clocks show a time of day: the first one if they show it twice, and the same distance after
   * midnight if they skip it. 24 * 60 minutes are the end of the day.
   */
  readonly timeOf: (day: Day, minutes: number) => Instant;
}

const calendars = new Map<string, Calendar>();

/** One for each zone: it keeps the offset and the name of each day, because a site asks for thousands of instants. */
export function createCalendar(zone: string): Calendar {
  let calendar = calendars.get(zone);
  if (!calendar) calendars.set(zone, (calendar = makeCalendar(zone)));
  return calendar;
}

function makeCalendar(zone: string): Calendar {
  const offsets = new Map<number, number>();
  const offsetAtStart = (day: number): Duration => {
    let offset = offsets.get(day);
    if (offset === undefined) offsets.set(day, (offset = zoneOffsetAt(day * DAY, zone)));
    return offset;
  };
  const offsetOf = (instant: Instant): Duration => {
    const day = Math.floor(instant / DAY);
    const first = offsetAtStart(day);
    return first === offsetAtStart(day + 1) ? first : zoneOffsetAt(instant, zone);
  };
  const days = new Map<number, Day>();
  const dayOf = (instant: Instant): Day => {
    const count = Math.floor((instant + offsetOf(instant)) / DAY);
    let day = days.get(count);
    if (day === undefined) days.set(count, (day = new Date(count * DAY).toISOString().slice(0, 10)));
    return day;
  };
  // Not by TZDate: where midnight occurs twice, it gives the second, or what the process's own time zone makes of it.
  const startOf = (day: Day): Instant => {
    const utc = Date.parse(`${day}T00:00Z`);
    const readings = [utc - offsetOf(utc - DAY), utc - offsetOf(utc + DAY)];
    return Math.min(...readings.filter((instant) => dayOf(instant) === day), Math.max(...readings));
  };
  const timeOf = (day: Day, minutes: number): Instant => {
    const local = Date.parse(`${day}T00:00Z`) + minutes * MINUTE;
    const readings = [local - offsetOf(local - DAY), local - offsetOf(local + DAY)];
    const shown = readings.filter((instant) => instant + offsetOf(instant) === local);
    return Math.min(...shown, Math.max(...readings));
  };
  return { zone, offsetOf, dayOf, startOf, timeOf };
}

/** 0 is Monday. */
export function weekdayOf(day: Day): number {
  return (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;
}

/** Whether a zone is in the time zone database, such as `Africa/Lagos`, or is an offset. */
export function isTimeZone(name: string): boolean {
  foundZones ??= new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (foundZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    foundZones.add(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first format takes `Intl` twenty milliseconds, the list of its zones two; the list lacks their other names. Only real
 * zones are kept, so it stays small.
 */
let foundZones: Set<string> | undefined;

/** A negative count gives an earlier day. */
export function addDays(day: Day, count: number): Day {
  return addSpan(day, { count, unit: 'day' });
}

/** A month after 31 January is the last day of February. */
export function addSpan(day: Day, { count, unit }: CalendarSpan): Day {
  return add(toDate(day), { [`${unit}s`]: count })
    .toISOString()
    .slice(0, 10);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** `2026-Q4` */
export function quarterOf(day: Day): string {
  return `${day.slice(0, 4)}-Q${getQuarter(toDate(day))}`;
}

/** date-fns computes in the time zone of its argument: UTC has no days of 23 or 25 hours. */
function toDate(day: Day): TZDate {
  return new TZDate(`${day}T00:00Z`, 'UTC');
}
