import type { Duration } from '../time/duration.ts';
import { findCallingOffUpdate, findEndingUpdate } from '../content/incident.ts';
import type { StatusEvent, Incident, Maintenance, IncidentUpdate } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { MeasurementKind } from '../content/schema/policy-deadlines.ts';
import { maintenanceEndDueWindow, maintenanceNoticeDueWindow } from '../deadlines/maintenance.ts';
import { buildIncidentTimeline } from '../deadlines/timeline.ts';
import type { IncidentTimeline } from '../deadlines/timeline.ts';
import type { DeadlineContext } from '../deadlines/obligation.ts';
import { measureIncident } from './incident-measures.ts';
import { complianceStatusOf } from './measure.ts';
import type { ComplianceMeasurement } from './measure.ts';

/** A period without a public update. */
export interface UpdateGap {
  readonly from: Instant;
  readonly to: Instant;
  readonly length: Duration;
}

export interface EventCompliance {
  readonly id: string;
  readonly title: string;
  readonly kind: (Incident | Maintenance)['kind'];
  readonly drill: boolean;
  /** The most severe that it had; absent for maintenance. */
  readonly severity?: { readonly key: string; readonly name: string };
  readonly public: boolean;
  /** When it was detected; for maintenance, when it started. */
  readonly began: Instant;
  /** Absent while it is open. */
  readonly ended?: Instant;
  /** When customers were affected, if the file states when that ended; `to` may be before `began`. */
  readonly affected?: { readonly from: Instant; readonly to: Instant };
  readonly measures: readonly ComplianceMeasurement[];
  /** Between detection and resolution, or now; absent if it is not on the page. */
  readonly longestGap?: UpdateGap;
  /** How long after detection each audience got its first message; absent without a delivery log (V1.2). */
  readonly notified?: readonly { readonly audience: string; readonly after: Duration }[];
  /** How many publication times are from git, and how many from the file only. */
  readonly words: { readonly git: number; readonly file: number };
}

/** Undefined for a notice, and if the policy does not define the severity. Drills are measured like real incidents. */
export function eventComplianceOf(
  context: DeadlineContext,
  event: StatusEvent,
  now: Instant,
): EventCompliance | undefined {
  if (event.kind === 'notice') return undefined;
  if (event.kind === 'maintenance') return maintenanceComplianceOf(context, event, now);
  const timeline = buildIncidentTimeline(context.policy, event, context.evidence);
  return timeline && incidentComplianceOf(context, event, timeline, now);
}

function incidentComplianceOf(
  context: DeadlineContext,
  incident: Incident,
  timeline: IncidentTimeline,
  now: Instant,
): EventCompliance {
  const { id, title, kind, drill, started, detected, ended } = incident;
  const { customerUpdates, publicSince, resolved } = timeline;
  const severity = worstSeverity(context.policy, timeline);
  const notified = context.evidence.notified?.get(id);
  const git = customerUpdates.filter(({ timeSource }) => timeSource === 'git').length;
  return {
    id,
    title,
    kind,
    drill,
    severity,
    public: publicSince !== undefined && !drill,
    began: detected,
    ...(resolved !== undefined && { ended: resolved }),
    ...(ended !== undefined && { affected: { from: started, to: ended } }),
    measures: measureIncident({ ...context, timeline }, now),
    ...(publicSince !== undefined && { longestGap: findLongestUpdateGap(timeline, publicSince, now) }),
    ...(notified && {
      notified: notified.map(({ audience, at }) => ({ audience, after: Math.max(0, at - detected) })),
    }),
    words: { git, file: customerUpdates.length - git },
  };
}

function worstSeverity(
  { severities }: Policy,
  { severityPeriods }: IncidentTimeline,
): { key: string; name: string } {
  const order = Object.keys(severities);
  const keys = severityPeriods.map(({ severity }) => severity.key);
  const key = keys.reduce((worst, one) => (order.indexOf(one) < order.indexOf(worst) ? one : worst));
  return { key, name: severities[key]!.name };
}

function findLongestUpdateGap(
  { customerUpdates, resolved }: IncidentTimeline,
  since: Instant,
  now: Instant,
): UpdateGap {
  const end = resolved ?? now;
  const heard = customerUpdates.map((one) => one.readableAt).filter((at) => at > since && at < end);
  const moments = [since, ...heard.toSorted((a, b) => a - b), Math.max(since, end)];
  const gaps = moments
    .slice(1)
    .map((to, index) => ({ from: moments[index]!, to, length: to - moments[index]! }));
  return gaps.reduce((longest, gap) => (gap.length > longest.length ? gap : longest));
}

function maintenanceComplianceOf(
  context: DeadlineContext,
  maintenance: Maintenance,
  now: Instant,
): EventCompliance {
  const { id, title, drill, starts, updates, imported } = maintenance;
  const published = (update: string): Instant | undefined =>
    imported ? undefined : context.evidence.publishedTimes?.get(`${id}/${update}`);
  const ending = findEndingUpdate(maintenance);
  const made = (
    kind: MeasurementKind,
    what: string,
    from: Instant,
    dueAt: Instant,
    update: IncidentUpdate | undefined,
  ): ComplianceMeasurement => {
    const word = update && published(update.id);
    const at = word ?? update?.at;
    const took = at === undefined ? {} : { at, took: Math.abs(at - from) };
    const status = complianceStatusOf(dueAt, at, now);
    return {
      kind,
      what,
      status: status,
      from,
      bound: dueAt,
      given: Math.abs(dueAt - from),
      ...took,
      by: word === undefined ? 'file' : 'git',
    };
  };
  const notice = maintenanceNoticeDueWindow(context, maintenance);
  const end = maintenanceEndDueWindow(context, maintenance);
  const git = updates.filter((update) => published(update.id) !== undefined).length;
  return {
    id,
    title,
    kind: maintenance.kind,
    drill,
    public: !drill,
    began: starts,
    ...(ending && { ended: ending.at }),
    measures: [
      ...(notice
        ? [made('maintenance-notice', 'Announced before its start', starts, notice.late, updates[0])]
        : []),
      ...(findCallingOffUpdate(maintenance)
        ? []
        : [made('maintenance-end', 'Closed after its end', end.from.at, end.late, ending)]),
    ],
    words: { git, file: updates.length - git },
  };
}
