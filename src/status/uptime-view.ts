import type { SiteContext } from '../content/content.ts';
import { DAY } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { sloStatusOf } from './slo.ts';
import type { SloStatus } from './slo.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import type { Component } from '../content/site.ts';
import { availabilityOf, impairedPeriodsOf, toUptimeIncident } from './uptime.ts';
import type { Availability, ImpairedPeriod, StateWeights } from './uptime.ts';
import { addDays } from '../time/calendar.ts';
import type { Calendar, Day } from '../time/calendar.ts';

/** How many days the bars show, including today. */
export const BAR_DAYS = 90;

export interface DayBar {
  readonly day: Day;
  readonly worst: ComponentState;
}

/** A day with an incident of the component. */
export interface ImpairedDay extends DayBar {
  /** The length of all incidents, without weights. */
  readonly impairedFor: Duration;
  readonly incidents: readonly { readonly id: string; readonly title: string }[];
}

/** The public part of a component's SLO status (U6.3). */
export type PublicSloStatus = Pick<SloStatus, 'slo' | 'budget' | 'spent' | 'status'>;

/** Independent of the build time, so that an unchanged component gives the same page. */
export interface ComponentUptime {
  /** Oldest first, today last; without days before it went into service. */
  readonly days: readonly DayBar[];
  /** Newest first. */
  readonly impairedDays: readonly ImpairedDay[];
  /** Absent if the policy doesn't define how downtime counts. */
  readonly summary?: {
    /** From 0 to 1. */
    readonly share: number;
    /** The policy's window, or the time in service if that is shorter. */
    readonly over: Duration;
    readonly downtime: Duration;
    /** Absent if the component has no SLO. */
    readonly objective?: PublicSloStatus;
  };
}

const NO_WEIGHTS: StateWeights = { degraded: 0, 'partial-outage': 0, 'major-outage': 0 };

/** By component id, from public incidents only. */
export function viewUptime(
  { policy, components }: Pick<SiteContext, 'policy' | 'components'>,
  events: readonly StatusEvent[],
  calendar: Calendar,
  now: Instant,
): ReadonlyMap<string, ComponentUptime> {
  const days = lastDays(calendar, now, BAR_DAYS);
  const since = Math.min(days.at(-1)!.from, now - (policy.uptime?.window ?? 0));
  const incidents = events.flatMap((event) => toUptimeIncident(policy, event, since) ?? []);
  const periodsByComponent = impairedPeriodsOf(incidents, now);
  const titles = new Map(events.map(({ id, title }) => [id, title]));
  return new Map(
    components.map((component) => {
      const own = periodsByComponent.get(component.id) ?? [];
      return [component.id, componentUptimeOf(component, own, policy.uptime, calendar, days, titles, now)];
    }),
  );
}

/** A day of the site's time zone: 23 or 25 hours long when the clocks change. */
interface CalendarDay {
  readonly day: Day;
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
}

export interface DayAvailability extends Availability {
  readonly day: Day;
}

/** The last days, including today, newest first. Today ends now. */
export function lastDays(calendar: Calendar, now: Instant, count: number): CalendarDay[] {
  const today = calendar.dayOf(now);
  const days: CalendarDay[] = [];
  let to = now;
  for (let back = 0; back < count; back += 1) {
    const day = addDays(today, -back);
    const from = calendar.startOf(day);
    days.push({ day, from, to });
    to = from;
  }
  return days;
}

/** Oldest first, without days before `since`, when the component went into service. `days` must be newest first. */
export function availabilityByDay(
  periods: readonly ImpairedPeriod[],
  weights: StateWeights,
  days: readonly CalendarDay[],
  since?: Day,
): DayAvailability[] {
  return days
    .filter(({ day }) => since === undefined || day >= since)
    .map(({ day, from, to }) => ({ day, ...availabilityOf(periods, weights, from, to) }))
    .toReversed();
}

function componentUptimeOf(
  component: Component,
  periods: readonly ImpairedPeriod[],
  uptime: SiteContext['policy']['uptime'],
  calendar: Calendar,
  lastDaysOfSite: readonly CalendarDay[],
  titles: ReadonlyMap<string, string>,
  now: Instant,
): ComponentUptime {
  const { retired } = component;
  const inService =
    retired === undefined ? lastDaysOfSite : lastDaysOfSite.filter(({ day }) => day <= retired);
  const days = availabilityByDay(periods, uptime ?? NO_WEIGHTS, inService, recordedSince(component));
  const isRetired = retired !== undefined && retired <= calendar.dayOf(now);
  const impairedDays = days.flatMap(({ day, worst, incidents, from, to }): ImpairedDay[] => {
    if (worst === 'operational') return [];
    const length = periods.reduce((sum, one) => sum + overlap(one, from, to), 0);
    return [
      {
        day,
        worst,
        impairedFor: length,
        incidents: incidents.map((id) => ({ id, title: titles.get(id) ?? id })),
      },
    ];
  });
  return {
    days: days.map(({ day, worst }) => ({ day, worst })),
    impairedDays: impairedDays.toReversed(),
    ...(uptime && !isRetired && { summary: summarizeUptime(component, periods, uptime, calendar, now) }),
  };
}

function summarizeUptime(
  component: Component,
  periods: readonly ImpairedPeriod[],
  uptime: NonNullable<SiteContext['policy']['uptime']>,
  calendar: Calendar,
  now: Instant,
): NonNullable<ComponentUptime['summary']> {
  const objective = sloStatusOf(component, periods, uptime, calendar, now);
  const since = recordedSince(component);
  const from = since === undefined ? -Infinity : calendar.startOf(since);
  const availability =
    objective?.availability ??
    availabilityOf(periods, uptime, Math.min(now, Math.max(now - uptime.window, from)), now);
  const { share, downtime } = availability;
  const length = availability.to - availability.from;
  return {
    share,
    downtime,
    over: length < uptime.window ? Math.ceil(length / DAY) * DAY : uptime.window,
    ...(objective && {
      objective: {
        slo: objective.slo,
        budget: objective.budget,
        spent: objective.spent,
        status: objective.status,
      },
    }),
  };
}

function overlap({ from, to }: ImpairedPeriod, start: Instant, end: Instant): Duration {
  return Math.max(0, Math.min(to, end) - Math.max(from, start));
}

/** The first day that is recorded of a component, if known. */
function recordedSince({ recordedSince: recorded, since }: Component): Day | undefined {
  return since ?? recorded;
}
