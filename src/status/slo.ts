import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { Component } from '../content/site.ts';
import { availabilityOf } from './uptime.ts';
import type { Availability, ImpairedPeriod } from './uptime.ts';
import type { Calendar } from '../time/calendar.ts';

/** U6.3. */
export interface SloStatus {
  readonly component: string;
  /** Per cent of the window. */
  readonly slo: number;
  readonly availability: Availability;
  /** The downtime allowed in the window. */
  readonly budget: Duration;
  /** The share of the budget that is used: above 1 if it is breached, Infinity if the budget is 0. */
  readonly spent: number;
  readonly status: 'met' | 'at-risk' | 'breached';
}

/** Over the policy's window until now; undefined if the component has no SLO or is retired, or the policy has no window. */
export function sloStatusOf(
  { id, slo, since, recordedSince, retired }: Component,
  periods: readonly ImpairedPeriod[],
  uptime: Policy['uptime'],
  calendar: Calendar,
  now: Instant,
): SloStatus | undefined {
  if (slo === undefined || !uptime || (retired !== undefined && retired <= calendar.dayOf(now)))
    return undefined;
  const first = since ?? recordedSince;
  const service = first === undefined ? -Infinity : calendar.startOf(first);
  const from = Math.min(now, Math.max(now - uptime.window, service));
  const availability = availabilityOf(periods, uptime, from, now);
  // Rounded to a millisecond, because 100 - 99.9 isn't exact.
  const budget = Math.round((now - from) * (1 - slo / 100));
  const { downtime } = availability;
  const spent = downtime === 0 ? 0 : budget === 0 ? Infinity : downtime / budget;
  const status =
    downtime > budget ? 'breached' : downtime > 0 && spent >= uptime['warning-threshold'] ? 'at-risk' : 'met';
  return { component: id, slo, availability, budget, spent, status };
}
