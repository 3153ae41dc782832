import type { Obligation } from './deadline.ts';
import { sinceAtLeastAsStrict, formatCountedFrom } from './timeline.ts';
import type { IncidentTimeline } from './timeline.ts';
import { createObligation, dueWithin } from './obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from './obligation.ts';

/** Fixed or rolled back within the SLA window (U3.4). */
export function fixObligation(context: IncidentDeadlineContext): Obligation | undefined {
  const { timeline } = context;
  const dueWindow = fixDueWindow(timeline);
  if (!dueWindow || timeline.resolved !== undefined || timeline.fixed) return undefined;
  return createObligation(context, 'fix', dueWindow, {
    awaits: 'Fix or rollback',
    key: timeline.severity.key,
  });
}

export function fixDueWindow({ severityPeriods, severity }: IncidentTimeline): DueWindow | undefined {
  const time = severity['fix-within'];
  if (time === undefined) return undefined;
  const since = sinceAtLeastAsStrict(severityPeriods, (one) => one['fix-within']);
  return dueWithin({ at: since, what: formatCountedFrom(since, severityPeriods) }, time);
}
