import type { Instant } from '../time/instant.ts';
import type { CurrentState } from './states.ts';

/**
 * A stretch of time over which nothing changes by itself. Planned work begins and ends whether or not somebody builds the
 * page then, so the page holds what is true in each stretch. The first has no `from`, the last no `to`.
 */
export interface TimeSpan {
  readonly from?: Instant;
  readonly to?: Instant;
}

/** What a component is in, over a stretch of time. */
export interface StatePeriod extends TimeSpan {
  readonly state: CurrentState;
}
