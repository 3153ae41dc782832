import type { SiteContext } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import { locateField } from '../content/front-matter.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { sloStatusOf } from '../status/slo.ts';
import type { SloStatus } from '../status/slo.ts';
import type { Component } from '../content/site.ts';
import { locateSpan } from '../content/source.ts';
import { impairedPeriodsOf, toUptimeIncident } from '../status/uptime.ts';
import { createCalendar } from '../time/calendar.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';
import { eventComplianceOf } from './event-compliance.ts';
import type { EventCompliance } from './event-compliance.ts';
import { countOnTimeUpdates } from './on-time-updates.ts';
import type { OnTimeUpdates } from './on-time-updates.ts';
import { complianceByQuarter } from './quarters.ts';
import type { QuarterCompliance } from './quarters.ts';

export interface ComplianceReport {
  /** Newest first, without drills and imported incidents. */
  readonly entries: readonly EventCompliance[];
  readonly quarters: readonly QuarterCompliance[];
  readonly onTimeUpdates: OnTimeUpdates;
  /** In page order. */
  readonly objectives: readonly SloStatus[];
  /** An error for each breached objective, a warning for each that is nearly breached. */
  readonly findings: readonly Diagnostic[];
}

export function buildComplianceReport(
  siteContext: SiteContext,
  events: readonly StatusEvent[],
  evidence: DeadlineEvidence,
  now: Instant,
): ComplianceReport {
  const scored = complianceOfEvents(siteContext, events, evidence, now);
  const objectives = sloStatusesOf(siteContext, events, now);
  return {
    entries: scored,
    quarters: complianceByQuarter(scored, createCalendar(siteContext.site.timezone)),
    onTimeUpdates: countOnTimeUpdates(scored, now),
    objectives,
    findings: objectives.flatMap((objective) => sloDiagnostics(siteContext.components, objective)),
  };
}

/** Newest first, without drills and imported incidents. */
export function complianceOfEvents(
  { site, policy }: SiteContext,
  events: readonly StatusEvent[],
  evidence: DeadlineEvidence,
  now: Instant,
): EventCompliance[] {
  return events
    .filter(({ drill, imported }) => !drill && !imported)
    .flatMap((event) => eventComplianceOf({ site, policy, evidence }, event, now) ?? [])
    .toSorted((a, b) => b.began - a.began || (a.id < b.id ? -1 : 1));
}

/** The status of each component with an objective (U6.3). */
export function sloStatusesOf(
  { site, policy, components }: SiteContext,
  events: readonly StatusEvent[],
  now: Instant,
): SloStatus[] {
  if (!policy.uptime || components.every(({ slo }) => slo === undefined)) return [];
  const since = now - policy.uptime.window;
  const incidents = events.flatMap((event) => toUptimeIncident(policy, event, since) ?? []);
  const periodsByComponent = impairedPeriodsOf(incidents, now);
  const calendar = createCalendar(site.timezone);
  return components.flatMap(
    (component) =>
      sloStatusOf(component, periodsByComponent.get(component.id) ?? [], policy.uptime, calendar, now) ?? [],
  );
}

function sloDiagnostics(components: readonly Component[], objective: SloStatus): Diagnostic[] {
  const component = components.find(({ id }) => id === objective.component)!;
  if (objective.status === 'met') return [];
  const { availability, slo, spent } = objective;
  const breached = objective.status === 'breached';
  const state = breached ? 'has breached its objective' : 'has nearly used up its error budget';
  const budget =
    spent === Infinity
      ? 'it has no error budget'
      : `${Math.floor(spent * 100)} % of its error budget is used`;
  return [
    {
      rule: 'objective',
      clause: 'U6.3',
      level: breached ? 'error' : 'warn',
      location: locateSpan(component.source, locateField(component.source, ['slo'])),
      message: `${component.name} ${state}: ${formatPercent(availability.share)} of ${slo} %, ${budget}.`,
      help: `Incidents behind it: ${availability.incidents.join(', ')}.`,
    },
  ];
}

/** `99.87 %`, rounded down so that a breach never looks like a met objective. */
export function formatPercent(share: number): string {
  return `${(Math.floor(share * 100_000 + 1e-6) / 1000).toFixed(3).replace(/0$/, '')} %`;
}
