import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { DeadlineKind } from '../content/schema/policy-deadlines.ts';
import type { Site } from '../content/site.ts';
import type { ReferenceTime, Obligation } from './deadline.ts';
import { findResponsibleParty, rolesInPath } from './escalation.ts';
import type { DeadlineEvidence } from './evidence.ts';
import type { IncidentTimeline } from './timeline.ts';

/** Whose SOP it is, and what the outside knows. */
export interface DeadlineContext {
  readonly site: Site;
  readonly policy: Policy;
  readonly evidence: DeadlineEvidence;
}

/** What one kind of deadline looks at. */
export interface IncidentDeadlineContext extends DeadlineContext {
  readonly timeline: IncidentTimeline;
}

/** The times that an SOP gives for a thing. */
export interface DueWindow {
  readonly from: ReferenceTime;
  readonly due: Instant;
  readonly late: Instant;
  readonly note?: string;
}

/** One time only: due and late are the same moment. */
export function dueWithin(from: ReferenceTime, time: Duration, note?: string): DueWindow {
  return { from, due: from.at + time, late: from.at + time, ...(note !== undefined && { note }) };
}

/** Two times: due at the lower one, late at the upper; a policy that has them the wrong way round is read the right way. */
export function dueBetween(from: ReferenceTime, lower: Duration, upper: Duration): DueWindow {
  const dueWindow = { from, due: from.at + Math.min(lower, upper), late: from.at + Math.max(lower, upper) };
  return lower <= upper
    ? dueWindow
    : { ...dueWindow, note: 'The policy is late before it is due: read the other way round.' };
}

/** What a kind of deadline adds to its bound. */
export interface ObligationDetails {
  readonly awaits: string;
  /** What tells this wait from the others of its kind in the incident: what it counts from. */
  readonly key: string;
  /** After the end, lateness climbs through people's roles only. */
  readonly afterResolution?: boolean;
}

/** A wait of an incident. */
export function createObligation(
  context: IncidentDeadlineContext,
  kind: DeadlineKind,
  dueWindow: DueWindow,
  { awaits, key, afterResolution }: ObligationDetails,
): Obligation {
  const { site, policy, timeline } = context;
  const { incident, severity } = timeline;
  const clause = severity.clauses[kind] ?? policy.clauses[kind];
  const responsible = policy['owner-roles'][kind] ?? policy.required.commander;
  const path = afterResolution ? rolesInPath(policy, severity.escalation) : severity.escalation;
  return {
    id: `${incident.id}/${kind}/${key}`,
    kind,
    ...(clause !== undefined && { clause }),
    incident: incident.id,
    drill: incident.drill,
    awaits,
    ...dueWindow,
    length: dueWindow.late - dueWindow.from.at,
    path: path.map((step) => findResponsibleParty(policy, site, step, incident)),
    responsible: responsible === undefined ? [] : [findResponsibleParty(policy, site, responsible, incident)],
  };
}
