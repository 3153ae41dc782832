import type { Instant } from '../time/instant.ts';
import type { CurrentState } from './states.ts';

/**
 * A period without changes. Planned maintenance starts and ends without a new build, so the page contains the state
 * of each period. The first has no `from`, the last no `to`.
 */
export interface TimeSpan {
  readonly from?: Instant;
  readonly to?: Instant;
}

export interface StatePeriod extends TimeSpan {
  readonly state: CurrentState;
}
