import { MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import { endingUpdate, isEnd } from '../content/incident.ts';
import type { Incident, Update } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';
import type { Facts } from './evidence.ts';

/** From a time on, an incident has a severity. */
export interface Epoch {
  readonly since: Instant;
  readonly severity: Severity;
}

/** An update that customers could read. */
export interface Told {
  readonly update: Update;
  /** When customers could read it: git's word, or the file's own. */
  readonly heard: Instant;
  readonly by: 'git' | 'file';
  /** What the next update counts from: never earlier than that of an update before it. */
  readonly base: Instant;
  readonly severity: Severity;
}

/** When the fix was in. */
export interface Fixed {
  readonly at: Instant;
  readonly by: 'recorded' | 'monitoring';
  readonly note?: string;
}

/** What happened in an incident, as far as the clock asks. */
export interface Timeline {
  readonly incident: Incident;
  /** Never empty, oldest first. */
  readonly epochs: readonly [Epoch, ...Epoch[]];
  readonly severity: Severity;
  /** Since when it is on the page; absent if it never was. */
  readonly publicSince?: Instant;
  readonly told: readonly Told[];
  readonly fixed?: Fixed;
  /** When the ending update was written for; absent while it is open. */
  readonly resolved?: Instant;
}

/** Within this of each other, the file's time and git's are the same where the policy names no tolerance. */
const USUAL_TOLERANCE = 5 * MINUTE;

/** An incident's timeline; undefined where the policy doesn't know its severity. A drill is told like the real thing. */
export function timelineOf(policy: Policy, incident: Incident, facts: Facts): Timeline | undefined {
  const first = findSeverity(policy, incident.severity);
  if (!first) return undefined;
  const epochs: [Epoch, ...Epoch[]] = [{ since: incident.detected, severity: first }];
  const told: Told[] = [];
  let publicSince = isShown(first, incident) ? incident.detected : undefined;
  for (const update of incident.updates) {
    const current = epochs.at(-1)!;
    const severity = update.severity === undefined ? undefined : findSeverity(policy, update.severity);
    if (severity && severity.key !== current.severity.key) {
      epochs.push({ since: Math.max(current.since, update.at), severity });
    }
    const standing = epochs.at(-1)!.severity;
    if (publicSince === undefined && isShown(standing, incident))
      publicSince = Math.max(incident.detected, update.at);
    if (publicSince !== undefined) told.push(tell(policy, incident, update, standing, told.at(-1), facts));
  }
  const ending = endingUpdate(incident);
  const fixed = fixOf(incident);
  return {
    incident,
    epochs,
    severity: epochs.at(-1)!.severity,
    ...(publicSince !== undefined && { publicSince }),
    told,
    ...(fixed && { fixed }),
    ...(ending && { resolved: Math.max(ending.at, incident.detected) }),
  };
}

/**
 * Since when an incident has been at least as demanding as it is now: a severity raised later counts from there. One
 * that was taken back in the same minute never was.
 */
export function demandingSince(
  epochs: Timeline['epochs'],
  bound: (severity: Severity) => Duration | undefined,
): Instant {
  const now = bound(epochs.at(-1)!.severity) ?? Infinity;
  let since = Infinity;
  for (const epoch of epochs.toReversed()) {
    if (epoch.since < since && since < Infinity && (bound(epoch.severity) ?? Infinity) > now) break;
    since = epoch.since;
  }
  return since;
}

/** What a severity counts from, in words. */
export function sinceWords(since: Instant, epochs: Timeline['epochs']): string {
  return since === epochs[0].since ? 'detection' : `the severity of ${epochs.at(-1)!.severity.name}`;
}

/** Whether an incident ever had one of these severities. */
export function everHad(timeline: Timeline, keys: readonly string[]): boolean {
  return timeline.epochs.some(({ severity }) => keys.includes(severity.key));
}

function isShown(severity: Severity, incident: Incident): boolean {
  return severity.public === 'always' || (severity.public === 'customer-facing' && incident.customerFacing);
}

function tell(
  policy: Policy,
  incident: Incident,
  update: Update,
  severity: Severity,
  before: Told | undefined,
  facts: Facts,
): Told {
  const published = incident.imported ? undefined : facts.published?.get(`${incident.id}/${update.id}`);
  const tolerance = policy.timestamps
    ? policy.timestamps.tolerance + policy.timestamps.skew
    : USUAL_TOLERANCE;
  const believed = published === undefined || Math.abs(published - update.at) <= tolerance;
  return {
    update,
    heard: published ?? update.at,
    by: published === undefined ? 'file' : 'git',
    base: Math.max(before?.base ?? -Infinity, believed ? update.at : published),
    severity,
  };
}

/**
 * When the fix was in: as recorded, or else when the present watching began. A fix that was taken back, by an update
 * that went from monitoring or resolved back to investigating, doesn't count.
 */
function fixOf(incident: Incident): Fixed | undefined {
  let monitoring: Update | undefined;
  let setback: Update | undefined;
  let held = false;
  for (const update of incident.updates) {
    const holds = update.phase === 'monitoring' || isEnd(update.phase);
    if (held && !holds) setback = update;
    if (!holds) monitoring = undefined;
    else if (update.phase === 'monitoring') monitoring ??= update;
    held = holds;
  }
  const recorded = incident.internal.fixed;
  if (recorded !== undefined && (setback === undefined || recorded >= setback.at)) {
    if (recorded >= incident.detected) return { at: recorded, by: 'recorded' };
    const note = 'The fix is recorded before detection: counted from detection.';
    return { at: incident.detected, by: 'recorded', note };
  }
  return monitoring && { at: Math.max(monitoring.at, incident.detected), by: 'monitoring' };
}
