import type { Wait } from './deadline.ts';
import { demandingSince, sinceWords } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { waitOf, within } from './obligation.ts';
import type { Bound, Judged } from './obligation.ts';

/** Fixed or rolled back within the SLA window (U3.4). */
export function fix(judged: Judged): Wait | undefined {
  const { timeline } = judged;
  const bound = fixBound(timeline);
  if (!bound || timeline.resolved !== undefined || timeline.fixed) return undefined;
  return waitOf(judged, 'fix', bound, { awaits: 'Fix or rollback', key: timeline.severity.key });
}

export function fixBound({ epochs, severity }: Timeline): Bound | undefined {
  const time = severity['fix-within'];
  if (time === undefined) return undefined;
  const since = demandingSince(epochs, (one) => one['fix-within']);
  return within({ at: since, what: sinceWords(since, epochs) }, time);
}
