import type { Policy } from '../content/policy.ts';
import type { Obligation } from './deadline.ts';
import { everHadSeverity } from './timeline.ts';
import type { IncidentTimeline } from './timeline.ts';
import { createObligation, dueWithin } from './obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from './obligation.ts';

/** The executive summary, within a time of resolution (U4.3). */
export function summaryObligation(context: IncidentDeadlineContext): Obligation | undefined {
  const { timeline, policy } = context;
  const dueWindow = summaryDueWindow(timeline, policy);
  if (!dueWindow || timeline.incident.internal.summary !== undefined) return undefined;
  const awaits = `Executive summary for ${policy.summary!.audience.toLowerCase()}`;
  return createObligation(context, 'summary', dueWindow, { awaits, key: 'resolved', afterResolution: true });
}

export function summaryDueWindow(timeline: IncidentTimeline, policy: Policy): DueWindow | undefined {
  if (!policy.summary || timeline.resolved === undefined || !everHadSeverity(timeline, policy.summary.for))
    return undefined;
  return dueWithin({ at: timeline.resolved, what: 'resolution' }, policy.summary.due);
}
