import type { Instant } from '../time/instant.ts';
import { availabilityOf } from './uptime.ts';
import type { Availability, ImpairedPeriod, StateWeights } from './uptime.ts';
import { daysBefore } from '../time/calendar.ts';
import type { Calendar, Day } from '../time/calendar.ts';

/** Availability on one day of the site's time zone: 23 or 25 hours long when the clocks change. */
export interface DayAvailability extends Availability {
  readonly day: Day;
}

/**
 * Availability on each of the last days, including today, oldest first. Today counts until now; days before `since`,
 * when the component went into service, are omitted.
 */
export function availabilityByDay(
  periods: readonly ImpairedPeriod[],
  weights: StateWeights,
  calendar: Calendar,
  now: Instant,
  count: number,
  since?: Day,
): DayAvailability[] {
  const today = calendar.dayOf(now);
  const days: DayAvailability[] = [];
  let to = now;
  for (let back = 0; back < count; back += 1) {
    const day = daysBefore(today, back);
    if (since !== undefined && day < since) break;
    const from = calendar.startOf(day);
    days.push({ day, ...availabilityOf(periods, weights, from, to) });
    to = from;
  }
  return days.toReversed();
}
