import type { Policy } from '../content/policy.ts';
import type { Obligation } from './deadline.ts';
import { everHadSeverity } from './timeline.ts';
import type { IncidentTimeline } from './timeline.ts';
import { createObligation, dueWithin } from './obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from './obligation.ts';

/** The review of an incident, within a time of resolution (V8.1), for every severity that it ever had. */
export function postmortemObligation(context: IncidentDeadlineContext): Obligation | undefined {
  const { timeline, policy, evidence } = context;
  const dueWindow = postmortemDueWindow(timeline, policy);
  const { id, postmortemApprovedAt } = timeline.incident;
  if (!dueWindow || postmortemApprovedAt !== undefined || evidence.postmortems?.has(id)) return undefined;
  return createObligation(context, 'postmortem', dueWindow, {
    awaits: 'Postmortem',
    key: 'resolved',
    afterResolution: true,
  });
}

export function postmortemDueWindow(timeline: IncidentTimeline, policy: Policy): DueWindow | undefined {
  if (
    !policy.postmortem ||
    timeline.resolved === undefined ||
    !everHadSeverity(timeline, policy.postmortem.for)
  )
    return undefined;
  return dueWithin({ at: timeline.resolved, what: 'resolution' }, policy.postmortem.due);
}
