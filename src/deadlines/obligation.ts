import type { TimeLimit } from '../time/working-time.ts';
import type { Instant } from '../time/instant.ts';
import { isEmbargoed } from '../content/incident.ts';
import type { Policy } from '../content/policy.ts';
import type { DeadlineKind } from '../content/schema/policy-deadlines.ts';
import type { Site } from '../content/site.ts';
import type { ReferenceTime, Obligation } from './deadline.ts';
import type { PeopleOnCall } from '../on-call/on-call.ts';
import type { Rota } from '../on-call/rota.ts';
import type { ResponsibleParty } from './escalation.ts';
import { findBackups, findResponsibleParty, rolesInPath } from './escalation.ts';
import type { DeadlineEvidence } from './evidence.ts';
import type { IncidentTimeline } from './timeline.ts';
import { endOfLimit } from './working-limit.ts';
import type { LimitEnd } from './working-limit.ts';

export interface DeadlineContext {
  readonly site: Site;
  readonly policy: Policy;
  readonly evidence: DeadlineEvidence;
  /** By role. */
  readonly rotas?: ReadonlyMap<string, Rota>;
  /** Who is on call now; absent where the time doesn't matter. */
  readonly onCall?: PeopleOnCall;
}

export interface IncidentDeadlineContext extends DeadlineContext {
  readonly timeline: IncidentTimeline;
}

/** When something is due and when it is late. */
export interface DueWindow {
  readonly from: ReferenceTime;
  readonly due: Instant;
  readonly late: Instant;
  readonly note?: string;
}

/** For SOPs that give one time: `due` and `late` are the same. */
export function dueWithin(policy: Policy, from: ReferenceTime, limit: TimeLimit): DueWindow {
  const { at, note } = endOfLimit(policy, from.at, limit);
  return { from, due: at, late: at, ...(note !== undefined && { note }) };
}

/** For SOPs that give two times. If they are in the wrong order, they are swapped and a note is added. */
export function dueBetween(
  policy: Policy,
  from: ReferenceTime,
  lower: TimeLimit,
  upper: TimeLimit,
): DueWindow {
  const [first, last] = [lower, upper].map((limit) => endOfLimit(policy, from.at, limit)) as [
    LimitEnd,
    LimitEnd,
  ];
  const swapped =
    first.at > last.at ? 'In the policy, "late" is before "due"; the two were swapped.' : undefined;
  const note = [...new Set([first.note, last.note, swapped])].filter((one) => one !== undefined).join(' ');
  return {
    from,
    due: Math.min(first.at, last.at),
    late: Math.max(first.at, last.at),
    ...(note !== '' && { note }),
  };
}

export interface ObligationDetails {
  readonly awaits: string;
  /** Distinguishes it from others of its kind in the incident. */
  readonly key: string;
  /** After resolution, only roles are on the escalation path. */
  readonly afterResolution?: boolean;
}

export function createObligation(
  context: IncidentDeadlineContext,
  kind: DeadlineKind,
  dueWindow: DueWindow,
  { awaits, key, afterResolution }: ObligationDetails,
): Obligation {
  const { site, policy, timeline, onCall } = context;
  const { incident, severity } = timeline;
  const clause = severity.clauses[kind] ?? policy.clauses[kind];
  const approver = policy.security?.approver;
  const owner = policy['owner-roles'][kind] ?? (kind === 'disclosure' ? approver : undefined);
  const responsible = owner ?? policy.required.commander;
  const steps = escalationOf(context, afterResolution === true);
  const party = (name: string): ResponsibleParty =>
    findResponsibleParty(policy, site, name, incident, onCall);
  const backups = responsible === undefined ? undefined : findBackups(policy, responsible, onCall);
  const notes = [dueWindow.note, responsible === undefined ? undefined : onCall?.get(responsible)?.note];
  const note = notes.filter((one) => one !== undefined).join(' ');
  return {
    id: `${incident.id}/${kind}/${key}`,
    kind,
    ...(clause !== undefined && { clause }),
    incident: incident.id,
    drill: incident.drill,
    awaits,
    ...dueWindow,
    ...(note !== '' && { note }),
    length: dueWindow.late - dueWindow.from.at,
    path: [...(backups ? [backups] : []), ...steps.map(party)],
    responsible: responsible === undefined ? [] : [party(responsible)],
  };
}

/** While a security incident is under embargo, only the approver of its disclosure is asked besides the commander. */
function escalationOf(
  { policy, timeline: { incident, severity } }: IncidentDeadlineContext,
  afterResolution: boolean,
): readonly string[] {
  if (isEmbargoed(incident)) return policy.security ? [policy.security.approver] : [];
  return afterResolution ? rolesInPath(policy, severity.escalation) : severity.escalation;
}
