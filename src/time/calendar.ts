import { DAY } from './duration.ts';
import type { Duration } from './duration.ts';
import { zoneOffsetAt } from './instant.ts';
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
}

/** Caches the offset per UTC day, because a site asks for thousands of instants. */
export function createCalendar(zone: string): Calendar {
  const offsets = new Map<number, number | undefined>();
  const offsetOf = (instant: Instant): Duration => {
    const day = Math.floor(instant / DAY);
    if (!offsets.has(day)) {
      const first = zoneOffsetAt(day * DAY, zone);
      offsets.set(day, first === zoneOffsetAt((day + 1) * DAY, zone) ? first : undefined);
    }
    return offsets.get(day) ?? zoneOffsetAt(instant, zone);
  };
  const dayOf = (instant: Instant): Day => new Date(instant + offsetOf(instant)).toISOString().slice(0, 10);
  const startOf = (day: Day): Instant => {
    const utc = Date.parse(`${day}T00:00Z`);
    const readings = [utc - offsetOf(utc - DAY), utc - offsetOf(utc + DAY)];
    return Math.min(...readings.filter((instant) => dayOf(instant) === day), Math.max(...readings));
  };
  return { zone, offsetOf, dayOf, startOf };
}

/** A negative count gives a later day. */
export function daysBefore(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00Z`) - count * DAY).toISOString().slice(0, 10);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}
