import type { SiteContext } from '../content/content.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { actionItemObligations } from './action-items.ts';
import { createRotas, peopleOnCallAt } from '../on-call/on-call.ts';
import { compareUrgency, deadlineAt } from './deadline.ts';
import type { Deadline, Obligation } from './deadline.ts';
import type { DeadlineEvidence } from './evidence.ts';
import { incidentObligations } from './kinds.ts';
import { maintenanceEndDueWindow, maintenanceObligations } from './maintenance.ts';
import { sopReviewObligations } from './sop-review.ts';
import { buildIncidentTimeline } from './timeline.ts';
import type { IncidentTimeline } from './timeline.ts';
import type { DeadlineContext, IncidentDeadlineContext } from './obligation.ts';

export interface DeadlineScope {
  /** Includes drills. */
  readonly drills?: boolean;
  /** Leaves out incidents that were resolved, and maintenance that was to end, before this; action items stay. */
  readonly endedAfter?: Instant;
}

/** Everything that the SOP expects at a time, most urgent first. */
export function deadlinesOf(
  siteContext: Pick<SiteContext, 'site' | 'policy'>,
  events: readonly StatusEvent[],
  evidence: DeadlineEvidence,
  now: Instant,
  scope: DeadlineScope = {},
): readonly Deadline[] {
  return obligationsOf(siteContext, events, evidence, scope, now)
    .map((obligation) => deadlineAt(obligation, now))
    .toSorted(compareUrgency);
}

/** Everything that the SOP expects, independent of the time. @param now when the people on call are asked; no one without it */
export function obligationsOf(
  { site, policy }: Pick<SiteContext, 'site' | 'policy'>,
  events: readonly StatusEvent[],
  evidence: DeadlineEvidence,
  { drills = false, endedAfter = -Infinity }: DeadlineScope = {},
  now?: Instant,
): Obligation[] {
  const rotas = createRotas(site, evidence.calendars);
  const onCall = now === undefined ? undefined : peopleOnCallAt(rotas, now);
  const context: DeadlineContext = { site, policy, evidence, rotas, ...(onCall && { onCall }) };
  const timelines: IncidentTimeline[] = [];
  const obligations: Obligation[] = [];
  for (const event of events) {
    if (event.kind === 'notice' || (event.drill && !drills)) continue;
    if (event.kind === 'maintenance') {
      const { late } = maintenanceEndDueWindow(context, event);
      if (late >= endedAfter) obligations.push(...maintenanceObligations(context, event));
      continue;
    }
    const timeline = buildIncidentTimeline(policy, event, evidence);
    if (!timeline) continue;
    const incidentContext: IncidentDeadlineContext = { ...context, timeline };
    const ended = timeline.resolved;
    if (!event.imported || ended === undefined) obligations.push(...actionItemObligations(incidentContext));
    if (ended !== undefined && (event.imported || ended < endedAfter)) continue;
    timelines.push(timeline);
    obligations.push(...incidentObligations(incidentContext));
  }
  return [...obligations, ...sopReviewObligations(context, timelines)];
}
