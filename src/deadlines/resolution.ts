import type { Policy } from '../content/policy.ts';
import type { Obligation } from './deadline.ts';
import type { IncidentTimeline } from './timeline.ts';
import { createObligation } from './obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from './obligation.ts';

/** Resolved once the fix is in and was watched long enough (V7.2, V12.3, V12.4). */
export function resolutionObligation(context: IncidentDeadlineContext): Obligation | undefined {
  const { timeline, policy } = context;
  const dueWindow = resolutionDueWindow(timeline, policy);
  if (!dueWindow || timeline.resolved !== undefined || timeline.publicSince === undefined) return undefined;
  return createObligation(context, 'resolution', dueWindow, {
    awaits: 'Resolution, once it holds',
    key: String(dueWindow.from.at),
  });
}

/** Due when the monitoring time is over; late at the policy's time after the fix, which is never before that. */
export function resolutionDueWindow(
  { fixed, severity }: IncidentTimeline,
  policy: Policy,
): DueWindow | undefined {
  if (!severity.resolution || !fixed) return undefined;
  const { 'after-fix': afterFix, grace = 0 } = severity.resolution;
  const watched = policy.monitoring ?? 0;
  return {
    from: {
      at: fixed.at,
      what: fixed.by === 'recorded' ? 'the fix' : 'the first update that says "monitoring"',
    },
    due: fixed.at + watched,
    late: fixed.at + Math.max(afterFix, watched) + grace,
    ...(fixed.note !== undefined && { note: fixed.note }),
  };
}
