import type { Obligation } from './deadline.ts';
import type { IncidentTimeline } from './timeline.ts';
import { createObligation, dueWithin } from './obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from './obligation.ts';

/** Customers hear for the first time: within a time of detection (V12.1, V12.4). */
export function firstUpdateObligation(context: IncidentDeadlineContext): Obligation | undefined {
  const { timeline } = context;
  const dueWindow = firstUpdateDueWindow(timeline);
  if (!dueWindow || timeline.resolved !== undefined || timeline.customerUpdates.length > 0) return undefined;
  return createObligation(context, 'first-update', dueWindow, {
    awaits: 'First public update',
    key: timeline.severity.key,
  });
}

/** Counts for the severity that the first update was written under, or that it now has. */
export function firstUpdateDueWindow({
  publicSince,
  customerUpdates,
  incident,
  severity,
}: IncidentTimeline): DueWindow | undefined {
  const time = (customerUpdates[0]?.severity ?? severity)['first-update'];
  if (publicSince === undefined || time === undefined) return undefined;
  const what = publicSince === incident.detected ? 'detection' : 'when it came onto the page';
  return dueWithin({ at: publicSince, what }, time);
}
