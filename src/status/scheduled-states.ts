import type { Instant } from '../time/instant.ts';
import { currentlyAffected } from './components.ts';
import type { ComponentView } from './components.ts';
import { viewEvent } from './entry.ts';
import type { EventView } from './entry.ts';
import { overallStatusOf } from './overall.ts';
import type { OverallStatus } from './overall.ts';
import { worstOf } from './states.ts';
import type { ComponentDirectory } from './states.ts';
import type { TimeSpan } from './time-span.ts';
import type { StatePeriod } from './time-span.ts';

/** The overall status over a period. */
export interface OverallPeriod extends TimeSpan {
  readonly overall: OverallStatus;
}

/** The maximum number of future periods. */
const MAX_PERIODS = 12;

/** The overall status from the view's time on, if no update is written. */
export function overallPeriodsOf(
  components: readonly ComponentView[],
  events: readonly EventView[],
  directory: ComponentDirectory,
  now: Instant,
  isUncertain: boolean,
): OverallPeriod[] {
  const lasting = events.filter(({ when, current }) => when !== 'past' || current.length > 0);
  const moments = lasting.flatMap(({ event }) =>
    event.kind === 'maintenance' ? [event.starts, event.ends] : [],
  );
  const coming = [...new Set(moments.filter((at) => at > now))].toSorted((a, b) => a - b);
  const periods = [now, ...coming.slice(0, MAX_PERIODS)].map((at) => {
    const then = at === now ? lasting : lasting.map((view) => viewEventAt(view, directory, at));
    const open = then.filter(({ when }) => when === 'open');
    const affected = currentlyAffected(then, directory);
    return { at, value: overallStatusOf(components, affected, open, isUncertain) };
  });
  return mergeEqualNeighbours(periods).map(({ value, ...span }) => ({ ...span, overall: value }));
}

/** The worst state of some components in the same periods; undefined if it doesn't change. */
export function statePeriodsOf(
  ids: readonly string[],
  periods: readonly OverallPeriod[],
): StatePeriod[] | undefined {
  if (periods.length < 2) return undefined;
  const own = new Set(ids);
  const states = periods.map(({ from = 0, overall: { affected, isUncertain } }) => {
    const known = affected.filter(({ id }) => own.has(id)).map(({ state }) => state);
    return { at: from, value: worstOf([...known, isUncertain ? 'unknown' : 'operational']) };
  });
  const merged = mergeEqualNeighbours(states).map(({ value, ...span }) => ({ ...span, state: value }));
  return merged.length < 2 ? undefined : merged;
}

function viewEventAt(view: EventView, directory: ComponentDirectory, at: Instant): EventView {
  return view.event.kind === 'maintenance' ? viewEvent(view.event, undefined, directory, at) : view;
}

/** Merges consecutive equal values. */
export function mergeEqualNeighbours<Value>(
  moments: readonly { readonly at: Instant; readonly value: Value }[],
): (TimeSpan & { readonly value: Value })[] {
  const changes = moments.filter(
    ({ value }, index) => index === 0 || JSON.stringify(value) !== JSON.stringify(moments[index - 1]!.value),
  );
  return changes.map(({ at, value }, index) => {
    const next = changes[index + 1];
    return { ...(index > 0 && { from: at }), ...(next && { to: next.at }), value };
  });
}
