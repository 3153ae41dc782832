import { DAY } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { EventCompliance } from './event-compliance.ts';
import { isCountable } from './measure.ts';

/** The public record looks back so far. */
export const ON_TIME_WINDOW_DAYS = 90;

/** Of the public updates that were due in a time, how many came when they were promised. */
export interface OnTimeUpdates {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly due: number;
  readonly onTime: number;
  /** Those that were late, or have not come: the longest late first. */
  readonly late: readonly { readonly incident: string; readonly by: Duration }[];
  /** For how many git bears out when customers could read them; for the others it is the file's own time. */
  readonly witnessed: number;
}

/** The record of the promise to customers, over the last days. Drills and what is off the page are none of it. */
export function countOnTimeUpdates(
  events: readonly EventCompliance[],
  now: Instant,
  days = ON_TIME_WINDOW_DAYS,
): OnTimeUpdates {
  const from = now - days * DAY;
  const due = events
    .filter((event) => event.public)
    .flatMap(({ id, measures }) => measures.map((measure) => ({ id, measure })))
    .filter(({ measure }) => measure.kind === 'first-update' || measure.kind === 'next-update')
    .filter(({ measure }) => isCountable(measure) && (measure.at ?? measure.bound) >= from);
  const late = due
    .filter(({ measure }) => measure.verdict !== 'kept')
    .map(({ id, measure }) => ({ incident: id, by: (measure.at ?? now) - measure.bound }))
    .toSorted((a, b) => b.by - a.by);
  return {
    from,
    to: now,
    due: due.length,
    onTime: due.length - late.length,
    late,
    witnessed: due.filter(({ measure }) => measure.by === 'git').length,
  };
}
