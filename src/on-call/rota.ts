import type { RotaSettings } from '../content/schema/on-call.ts';
import { createCalendar } from '../time/calendar.ts';
import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { cutPeriods, joinPeriods, overlapping } from './periods.ts';
import type { OnCallPeriod } from './periods.ts';
import { rotationPeriods } from './rotation.ts';
import { shiftPeriods } from './shifts.ts';

/** Who is on call for a role, and when. */
export interface Rota {
  /** The periods that overlap a span of time, oldest first; they don't overlap each other. */
  readonly periods: (from: Instant, to: Instant) => readonly OnCallPeriod[];
  /** Why its answers may be wrong, in a sentence: a calendar that did not answer. */
  readonly note?: string;
}

/** What a calendar contained when it was last read. */
export interface CalendarReading {
  /** Absent if it was never read. */
  readonly periods?: readonly OnCallPeriod[];
  readonly note?: string;
}

/** Who is on call at a time. Without people, no one is known. */
export interface OnCallNow extends Pick<OnCallPeriod, 'people' | 'backups'> {
  /** When the shift ends, if it does within two weeks. */
  readonly until?: Instant;
  /** The next shift of someone else within two weeks. */
  readonly next?: OnCallPeriod;
  readonly note?: string;
}

const HORIZON = 14 * DAY;

/** Overrides come first. @param reading what is known of the rota's calendar */
export function createRota(
  settings: RotaSettings,
  pageZone: string,
  reading: CalendarReading = { note: 'Its calendar was not read.' },
): Rota {
  const { shifts, rotation, calendar: external, timezone = pageZone } = settings;
  const calendar = createCalendar(timezone);
  const overrides = settings.overrides.toSorted((a, b) => a.from - b.from);
  const note = external && reading.note;
  return {
    periods(from, to) {
      const base = shifts
        ? shiftPeriods(shifts, calendar, from, to)
        : rotation
          ? rotationPeriods(rotation, calendar, from, to)
          : overlapping(reading.periods ?? [], from, to);
      return joinPeriods([...cutPeriods(base, overrides), ...overlapping(overrides, from, to)]);
    },
    ...(note !== undefined && { note }),
  };
}

export function onCallAt({ periods, note }: Rota, now: Instant): OnCallNow {
  const known = periods(now, now + HORIZON);
  const current = known.find(({ from, to }) => from <= now && now < to);
  const next = known.find(({ from }) => from > now);
  const ends = current && current.to < now + HORIZON;
  return {
    people: current?.people ?? [],
    backups: current?.backups ?? [],
    ...(ends && { until: current.to }),
    ...(next && { next }),
    ...(note !== undefined && { note }),
  };
}

/** When a person's time on call ends: the first end after `from` of a shift of theirs. Undefined within two weeks. */
export function endOfShift({ periods }: Rota, person: string, from: Instant): Instant | undefined {
  const theirs = periods(from, from + HORIZON).filter(({ people }) =>
    people.some((one) => one.toLowerCase() === person.toLowerCase()),
  );
  let end: Instant | undefined;
  for (const period of theirs) {
    if (end !== undefined && period.from > end) break;
    end = period.to;
  }
  return end !== undefined && end < from + HORIZON ? end : undefined;
}
