import { worstOf } from './states.ts';
import type { AffectedComponent, CurrentState } from './states.ts';
import type { ComponentView } from './components.ts';
import type { EventView } from './entry.ts';

/** What the one sentence on top is made from. */
export interface OverallStatus {
  readonly state: CurrentState;
  /** Every component that suffers now, worst first, then in the order of the page. */
  readonly affected: readonly AffectedComponent[];
  /** How many components there are. */
  readonly components: number;
  /** How many incidents are open. */
  readonly open: number;
  /** Whether every open incident is only being watched by now. */
  readonly monitoringOnly: boolean;
}

/** The state of everything, from the state of each part. */
export function overallStatusOf(
  components: readonly ComponentView[],
  affected: readonly AffectedComponent[],
  open: readonly EventView[],
): OverallStatus {
  const incidents = open.filter(({ event }) => event.kind === 'incident');
  return {
    state: worstOf(affected.map(({ state }) => state)),
    affected,
    components: components.length,
    open: incidents.length,
    monitoringOnly: incidents.length > 0 && incidents.every(({ phase }) => phase === 'monitoring'),
  };
}
