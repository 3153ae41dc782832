import { worstOf } from './states.ts';
import type { AffectedComponent, CurrentState } from './states.ts';
import type { ComponentView } from './components.ts';
import type { EntryView } from './entry.ts';

/** What the one sentence on top is made from. */
export interface Overall {
  readonly state: CurrentState;
  /** Every component that suffers now, worst first, then in the order of the page. */
  readonly affected: readonly AffectedComponent[];
  /** How many components there are. */
  readonly components: number;
  /** How many incidents are open. */
  readonly open: number;
  /** Whether every open incident is only being watched by now. */
  readonly watching: boolean;
}

/** The state of everything, from the state of each part. */
export function overallOf(
  components: readonly ComponentView[],
  affected: readonly AffectedComponent[],
  open: readonly EntryView[],
): Overall {
  const incidents = open.filter(({ entry }) => entry.kind === 'incident');
  return {
    state: worstOf(affected.map(({ state }) => state)),
    affected,
    components: components.length,
    open: incidents.length,
    watching: incidents.length > 0 && incidents.every(({ phase }) => phase === 'monitoring'),
  };
}
