import { DAY } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { EventCompliance } from './event-compliance.ts';
import { isCountable } from './measure.ts';

export const ON_TIME_WINDOW_DAYS = 90;

/** How many of the public updates that were due in a period were on time. */
export interface OnTimeUpdates {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly due: number;
  readonly onTime: number;
  /** Late or missed ones, longest first. */
  readonly late: readonly { readonly incident: string; readonly by: Duration }[];
  /** How many publication times are from git; the others are from the file. */
  readonly fromGit: number;
}

/** Over the last days, without drills and incidents that are not on the page. */
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
    .filter(({ measure }) => measure.status !== 'met')
    .map(({ id, measure }) => ({ incident: id, by: (measure.at ?? now) - measure.bound }))
    .toSorted((a, b) => b.by - a.by);
  return {
    from,
    to: now,
    due: due.length,
    onTime: due.length - late.length,
    late,
    fromGit: due.filter(({ measure }) => measure.by === 'git').length,
  };
}
