import { worstOf } from './states.ts';
import type { AffectedComponent, CurrentState } from './states.ts';
import type { ComponentView } from './components.ts';
import { mayAffectCustomers } from './entry.ts';
import type { EventView } from './entry.ts';

/** The data for the headline of the page. */
export interface OverallStatus {
  /** `unknown` if an incident that can't be read may be open, and nothing worse than maintenance is known. */
  readonly state: CurrentState;
  /** Whether an incident that can't be read may be open. */
  readonly isUncertain: boolean;
  /** Worst first, then in page order. */
  readonly affected: readonly AffectedComponent[];
  /** The number of components. */
  readonly components: number;
  /** The number of open incidents. */
  readonly open: number;
  /** Whether there are open incidents and none affects customers: each is monitored, or its effect has ended. */
  readonly monitoringOnly: boolean;
}

export function overallStatusOf(
  components: readonly ComponentView[],
  affected: readonly AffectedComponent[],
  open: readonly EventView[],
  isUncertain: boolean,
): OverallStatus {
  const incidents = open.filter(({ event }) => event.kind === 'incident');
  return {
    state: worstOf([...affected.map(({ state }) => state), isUncertain ? 'unknown' : 'operational']),
    isUncertain,
    affected,
    components: components.length,
    open: incidents.length,
    monitoringOnly: incidents.length > 0 && !incidents.some(mayAffectCustomers),
  };
}
