import type { Policy } from '../content/policy.ts';
import type { Wait } from './deadline.ts';
import { everHad } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { waitOf, within } from './obligation.ts';
import type { Bound, Judged } from './obligation.ts';

/** The executive summary, within a time of resolution (U4.3). */
export function summary(judged: Judged): Wait | undefined {
  const { timeline, policy } = judged;
  const bound = summaryBound(timeline, policy);
  if (!bound || timeline.incident.internal.summary !== undefined) return undefined;
  const awaits = `Executive summary for ${policy.summary!.audience.toLowerCase()}`;
  return waitOf(judged, 'summary', bound, { awaits, key: 'resolved', after: true });
}

export function summaryBound(timeline: Timeline, policy: Policy): Bound | undefined {
  if (!policy.summary || timeline.resolved === undefined || !everHad(timeline, policy.summary.for))
    return undefined;
  return within({ at: timeline.resolved, what: 'resolution' }, policy.summary.due);
}
