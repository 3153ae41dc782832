import type { SiteContext } from '../content/content.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { acknowledgeObligation } from './acknowledge.ts';
import { actionItemObligations } from './action-items.ts';
import { customerEmailObligation } from './customer-email.ts';
import { compareUrgency, deadlineAt } from './deadline.ts';
import type { Deadline, Obligation } from './deadline.ts';
import type { DeadlineEvidence } from './evidence.ts';
import { firstUpdateObligation } from './first-update.ts';
import { fixObligation } from './fix.ts';
import { internalUpdateObligation } from './internal-update.ts';
import { maintenanceEndObligation, maintenanceNoticeObligation } from './maintenance.ts';
import { nextUpdateObligation } from './next-update.ts';
import { postmortemObligation } from './postmortem.ts';
import { resolutionObligation } from './resolution.ts';
import { sopReviewObligations } from './sop-review.ts';
import { summaryObligation } from './summary.ts';
import { buildIncidentTimeline } from './timeline.ts';
import type { IncidentTimeline } from './timeline.ts';
import type { DeadlineContext, IncidentDeadlineContext } from './obligation.ts';

/** What the clock is asked to look at. */
export interface DeadlineScope {
  /** Rehearsals too; without it nothing waits for a drill. */
  readonly drills?: boolean;
  /** Incidents that ended before this are the record's, and no longer chased. */
  readonly endedAfter?: Instant;
}

const INCIDENT_OBLIGATIONS: readonly ((context: IncidentDeadlineContext) => Obligation | undefined)[] = [
  acknowledgeObligation,
  firstUpdateObligation,
  nextUpdateObligation,
  internalUpdateObligation,
  customerEmailObligation,
  fixObligation,
  resolutionObligation,
  summaryObligation,
  postmortemObligation,
];

/** All that the SOP waits for at a time, the most urgent first. What the policy doesn't speak of is not waited for. */
export function deadlinesOf(
  siteContext: Pick<SiteContext, 'site' | 'policy'>,
  events: readonly IncidentOrMaintenance[],
  evidence: DeadlineEvidence,
  now: Instant,
  scope: DeadlineScope = {},
): readonly Deadline[] {
  return obligationsOf(siteContext, events, evidence, scope)
    .map((obligation) => deadlineAt(obligation, now))
    .toSorted(compareUrgency);
}

/** The same without the time: what is awaited doesn't depend on it. */
export function obligationsOf(
  { site, policy }: Pick<SiteContext, 'site' | 'policy'>,
  events: readonly IncidentOrMaintenance[],
  evidence: DeadlineEvidence,
  { drills = false, endedAfter = -Infinity }: DeadlineScope = {},
): Obligation[] {
  const context: DeadlineContext = { site, policy, evidence };
  const timelines: IncidentTimeline[] = [];
  const obligations: Obligation[] = [];
  for (const event of events) {
    if (event.drill && !drills) continue;
    if (event.kind === 'maintenance') {
      obligations.push(
        ...present([maintenanceNoticeObligation(context, event), maintenanceEndObligation(context, event)]),
      );
      continue;
    }
    const timeline = buildIncidentTimeline(policy, event, evidence);
    if (!timeline) continue;
    const incidentContext: IncidentDeadlineContext = { ...context, timeline };
    const ended = timeline.resolved;
    if (!event.imported || ended === undefined) obligations.push(...actionItemObligations(incidentContext));
    if (ended !== undefined && (event.imported || ended < endedAfter)) continue;
    timelines.push(timeline);
    obligations.push(...present(INCIDENT_OBLIGATIONS.map((obligationOf) => obligationOf(incidentContext))));
  }
  return [...obligations, ...sopReviewObligations(context, timelines)];
}

function present(obligations: readonly (Obligation | undefined)[]): Obligation[] {
  return obligations.filter((obligation) => obligation !== undefined);
}
