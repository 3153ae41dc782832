import type { SiteContext } from '../content/content.ts';
import { DAY } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { sloStatusOf } from './slo.ts';
import type { SloStatus } from './slo.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import type { Component } from '../content/site.ts';
import { availabilityByDay } from './uptime-days.ts';
import { availabilityOf, impairedPeriodsOf, toUptimeIncident } from './uptime.ts';
import type { ImpairedPeriod, StateWeights } from './uptime.ts';
import type { Calendar, Day } from '../time/calendar.ts';

/** How many days the bars go back, today included. */
export const BAR_DAYS = 90;

/** One day of a component. */
export interface DayBar {
  readonly day: Day;
  /** The worst that it was in. */
  readonly worst: ComponentState;
}

/** A day on which a component was not as it should be, with what was behind it. */
export interface ImpairedDay extends DayBar {
  /** How long it suffered, whatever that counts. */
  readonly impairedFor: Duration;
  readonly incidents: readonly { readonly id: string; readonly title: string }[];
}

/** How a component stands to its objective, as customers may know it (U6.3). */
export type PublicSloStatus = Pick<SloStatus, 'slo' | 'budget' | 'spent' | 'verdict'>;

/** How available a component was. No moment of the build is in it: what did not change says the same. */
export interface ComponentUptime {
  /** Oldest first, today last; days before it went into service are left out. */
  readonly days: readonly DayBar[];
  /** Newest first. */
  readonly impairedDays: readonly ImpairedDay[];
  /** Absent where the policy doesn't say how a minute counts. */
  readonly summary?: {
    /** From 0 to 1. */
    readonly share: number;
    /** Over how long: the policy's window, or less if it has not been in service for so long. */
    readonly over: Duration;
    readonly downtime: Duration;
    /** Absent where the component has none. */
    readonly objective?: PublicSloStatus;
  };
}

const NO_WEIGHTS: StateWeights = { degraded: 0, 'partial-outage': 0, 'major-outage': 0 };

/** How available each component was until a time, by its id: from the incidents that customers see, and nothing else. */
export function viewUptime(
  { policy, components }: SiteContext,
  events: readonly IncidentOrMaintenance[],
  calendar: Calendar,
  now: Instant,
): ReadonlyMap<string, ComponentUptime> {
  const troubled = events.flatMap((event) => toUptimeIncident(policy, event) ?? []);
  const periodsByComponent = impairedPeriodsOf(troubled, now);
  const titles = new Map(events.map(({ id, title }) => [id, title]));
  return new Map(
    components.map((component) => {
      const own = periodsByComponent.get(component.id) ?? [];
      return [component.id, componentUptimeOf(component, own, policy.uptime, calendar, titles, now)];
    }),
  );
}

function componentUptimeOf(
  component: Component,
  periods: readonly ImpairedPeriod[],
  uptime: SiteContext['policy']['uptime'],
  calendar: Calendar,
  titles: ReadonlyMap<string, string>,
  now: Instant,
): ComponentUptime {
  const since = inServiceSince(component);
  const days = availabilityByDay(periods, uptime ?? NO_WEIGHTS, calendar, now, BAR_DAYS, since);
  const troubled = days.flatMap(({ day, worst, incidents, from, to }): ImpairedDay[] => {
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
    impairedDays: troubled.toReversed(),
    ...(uptime && { summary: summarizeUptime(component, periods, uptime, calendar, now) }),
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
  const since = inServiceSince(component);
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
        verdict: objective.verdict,
      },
    }),
  };
}

function overlap({ from, to }: ImpairedPeriod, start: Instant, end: Instant): Duration {
  return Math.max(0, Math.min(to, end) - Math.max(from, start));
}

/** The day a component went into service, where its file names one. */
function inServiceSince({ since }: Component): Day | undefined {
  return since !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(since) ? since : undefined;
}
