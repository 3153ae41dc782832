import { MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import { findEndingUpdate, isEmbargoed, isFinalPhase, wasOverWhenDetected } from '../content/incident.ts';
import type { Incident, IncidentUpdate } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import { averageLength } from '../time/working-time.ts';
import type { TimeLimit } from '../time/working-time.ts';
import type { DeadlineEvidence } from './evidence.ts';

export interface SeverityPeriod {
  readonly since: Instant;
  readonly severity: Severity;
}

export interface CustomerUpdate {
  readonly update: IncidentUpdate;
  /** When it was published by git, or by the file's own timestamp. */
  readonly readableAt: Instant;
  readonly timeSource: 'git' | 'file';
  /** The start of the next update's due window; never earlier than for previous updates. */
  readonly countedFrom: Instant;
  readonly severity: Severity;
  /** How old the incident was: the time since its detection. */
  readonly age: Duration;
}

export interface FixTime {
  /** Never before detection. */
  readonly at: Instant;
  /** Since when it could be monitored; before detection if the effect had ended by then. */
  readonly monitoredSince: Instant;
  readonly by: 'recorded' | 'monitoring' | 'ended';
  readonly note?: string;
}

/** The events of an incident that deadlines depend on. */
export interface IncidentTimeline {
  readonly incident: Incident;
  /** Oldest first. */
  readonly severityPeriods: readonly [SeverityPeriod, ...SeverityPeriod[]];
  readonly severity: Severity;
  /** When it appeared on the page; absent if it never did. */
  readonly publicSince?: Instant;
  readonly customerUpdates: readonly CustomerUpdate[];
  readonly fixed?: FixTime;
  /** Customers were no longer affected when it was detected, so nothing that the SOP expects meanwhile applies. */
  readonly wasOverWhenDetected: boolean;
  /** The timestamp of the ending update; absent while it is open. */
  readonly resolved?: Instant;
}

/** Used if the policy has no timestamp tolerance. */
const DEFAULT_TOLERANCE = 5 * MINUTE;

/** Undefined if the policy does not define the severity. Drills are treated like real incidents. */
export function buildIncidentTimeline(
  policy: Policy,
  incident: Incident,
  evidence: DeadlineEvidence,
): IncidentTimeline | undefined {
  const first = findSeverity(policy, incident.severity);
  if (!first) return undefined;
  const periods: [SeverityPeriod, ...SeverityPeriod[]] = [{ since: incident.detected, severity: first }];
  const customerUpdates: CustomerUpdate[] = [];
  const earliest = Math.max(incident.detected, incident.disclosed ?? -Infinity);
  let publicSince = isOnPage(first, incident) ? earliest : undefined;
  for (const update of incident.updates) {
    const period = periods.at(-1)!;
    const severity = update.severity === undefined ? undefined : findSeverity(policy, update.severity);
    if (severity && severity.key !== period.severity.key) {
      periods.push({ since: Math.max(period.since, update.at), severity });
    }
    const current = periods.at(-1)!.severity;
    if (publicSince === undefined && isOnPage(current, incident)) publicSince = Math.max(earliest, update.at);
    if (publicSince !== undefined)
      customerUpdates.push(
        toCustomerUpdate(policy, incident, update, current, customerUpdates.at(-1), evidence),
      );
  }
  const ending = findEndingUpdate(incident);
  const fixed = findFixTime(incident);
  return {
    incident,
    severityPeriods: periods,
    severity: periods.at(-1)!.severity,
    ...(publicSince !== undefined && { publicSince }),
    customerUpdates,
    ...(fixed && { fixed }),
    wasOverWhenDetected: wasOverWhenDetected(incident),
    ...(ending && { resolved: Math.max(ending.at, incident.detected) }),
  };
}

/**
 * Since when the limit has been at least as strict as it is now: after a severity is raised, time counts from then on. A
 * severity that was corrected in the same minute is ignored.
 */
export function sinceAtLeastAsStrict(
  periods: IncidentTimeline['severityPeriods'],
  bound: (severity: Severity) => TimeLimit | undefined,
): Instant {
  const lengthOf = (severity: Severity): Duration => {
    const limit = bound(severity);
    return limit === undefined ? Infinity : averageLength(limit);
  };
  const now = lengthOf(periods.at(-1)!.severity);
  let since = Infinity;
  for (const period of periods.toReversed()) {
    if (period.since < since && since < Infinity && lengthOf(period.severity) > now) break;
    since = period.since;
  }
  return since;
}

export function formatCountedFrom(since: Instant, periods: IncidentTimeline['severityPeriods']): string {
  return since === periods[0].since ? 'detection' : `the severity of ${periods.at(-1)!.severity.name}`;
}

export function everHadSeverity(timeline: IncidentTimeline, keys: readonly string[]): boolean {
  return timeline.severityPeriods.some(({ severity }) => keys.includes(severity.key));
}

function isOnPage(severity: Severity, incident: Incident): boolean {
  if (isEmbargoed(incident)) return false;
  return severity.public === 'always' || (severity.public === 'customer-facing' && incident.customerFacing);
}

function toCustomerUpdate(
  policy: Policy,
  incident: Incident,
  update: IncidentUpdate,
  severity: Severity,
  before: CustomerUpdate | undefined,
  evidence: DeadlineEvidence,
): CustomerUpdate {
  const published = incident.imported
    ? undefined
    : evidence.publishedTimes?.get(`${incident.id}/${update.id}`);
  const tolerance = policy.timestamps
    ? policy.timestamps.tolerance + policy.timestamps['clock-skew']
    : DEFAULT_TOLERANCE;
  const believed = published === undefined || Math.abs(published - update.at) <= tolerance;
  return {
    update,
    readableAt: published ?? update.at,
    timeSource: published === undefined ? 'file' : 'git',
    countedFrom: Math.max(before?.countedFrom ?? -Infinity, believed ? update.at : published),
    severity,
    age: Math.max(0, update.at - incident.detected),
  };
}

/**
 * The recorded time of the fix; otherwise the end of the effect, if that was before detection; otherwise the start of the
 * present monitoring phase. A fix before an update that went
 * back from monitoring or resolved to investigating does not count.
 */
function findFixTime(incident: Incident): FixTime | undefined {
  let monitoring: IncidentUpdate | undefined;
  let setback: IncidentUpdate | undefined;
  let held = false;
  for (const update of incident.updates) {
    const holds = update.phase === 'monitoring' || isFinalPhase(update.phase);
    if (held && !holds) setback = update;
    if (!holds) monitoring = undefined;
    else if (update.phase === 'monitoring') monitoring ??= update;
    held = holds;
  }
  const recorded = incident.internal.fixed;
  if (recorded !== undefined && (setback === undefined || recorded >= setback.at)) {
    const at = Math.max(recorded, incident.detected);
    if (recorded >= incident.detected || wasOverWhenDetected(incident))
      return { at, monitoredSince: recorded, by: 'recorded' };
    const note = 'The fix is recorded before detection: counted from detection.';
    return { at, monitoredSince: at, by: 'recorded', note };
  }
  if (incident.ended !== undefined && wasOverWhenDetected(incident))
    return { at: incident.detected, monitoredSince: incident.ended, by: 'ended' };
  const since = monitoring && Math.max(monitoring.at, incident.detected);
  return since === undefined ? undefined : { at: since, monitoredSince: since, by: 'monitoring' };
}
