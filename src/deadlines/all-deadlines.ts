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

const INCIDENT_OBLIGATIONS: readonly ((judged: IncidentDeadlineContext) => Obligation | undefined)[] = [
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
  setting: Pick<SiteContext, 'site' | 'policy'>,
  entries: readonly IncidentOrMaintenance[],
  facts: DeadlineEvidence,
  now: Instant,
  scope: DeadlineScope = {},
): readonly Deadline[] {
  return obligationsOf(setting, entries, facts, scope)
    .map((wait) => deadlineAt(wait, now))
    .toSorted(compareUrgency);
}

/** The same without the time: what is awaited doesn't depend on it. */
export function obligationsOf(
  { site, policy }: Pick<SiteContext, 'site' | 'policy'>,
  entries: readonly IncidentOrMaintenance[],
  facts: DeadlineEvidence,
  { drills = false, endedAfter = -Infinity }: DeadlineScope = {},
): Obligation[] {
  const bearings: DeadlineContext = { site, policy, evidence: facts };
  const timelines: IncidentTimeline[] = [];
  const waits: Obligation[] = [];
  for (const entry of entries) {
    if (entry.drill && !drills) continue;
    if (entry.kind === 'maintenance') {
      waits.push(...present([maintenanceNoticeObligation(bearings, entry), maintenanceEndObligation(bearings, entry)]));
      continue;
    }
    const timeline = buildIncidentTimeline(policy, entry, facts);
    if (!timeline) continue;
    const judged: IncidentDeadlineContext = { ...bearings, timeline };
    const ended = timeline.resolved;
    if (!entry.imported || ended === undefined) waits.push(...actionItemObligations(judged));
    if (ended !== undefined && (entry.imported || ended < endedAfter)) continue;
    timelines.push(timeline);
    waits.push(...present(INCIDENT_OBLIGATIONS.map((wait) => wait(judged))));
  }
  return [...waits, ...sopReviewObligations(bearings, timelines)];
}

function present(waits: readonly (Obligation | undefined)[]): Obligation[] {
  return waits.filter((wait) => wait !== undefined);
}
