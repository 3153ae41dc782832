import type { Duration } from '../time/duration.ts';
import { effectEndedAt, findWithdrawingUpdate, statesAfterUpdates } from '../content/incident.ts';
import type { ComponentStates, StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import type { Policy } from '../content/policy.ts';
import { COMPONENT_STATES } from '../content/schema/incident.ts';
import type { ComponentState } from '../content/schema/incident.ts';

/**
 * An incident, for computing availability (U6.3) from public incidents without drills. Overlapping incidents count
 * once, at the worst state. Planned maintenance doesn't count, and pages that show availability say so. Intervals are
 * exact, in milliseconds.
 */
export interface UptimeIncident {
  readonly id: string;
  readonly started: Instant;
  /** At the start, before any update. */
  readonly components: ComponentStates;
  /** In file order; `states` are those after each update. */
  readonly updates: readonly { readonly at: Instant; readonly states: ComponentStates }[];
  /** When customers were no longer affected; absent while they are. */
  readonly ended?: Instant;
}

/**
 * Undefined for anything that doesn't count: maintenance, notices, drills, incidents that are not public or were withdrawn,
 * and those whose effect ended before `since`.
 */
export function toUptimeIncident(
  policy: Policy,
  event: StatusEvent,
  since: Instant = -Infinity,
): UptimeIncident | undefined {
  if (event.kind !== 'incident') return undefined;
  const ended = effectEndedAt(event);
  if (ended !== undefined && ended < since) return undefined;
  if (!isPublic(policy, event) || findWithdrawingUpdate(event)) return undefined;
  const states = statesAfterUpdates(event);
  return {
    id: event.id,
    started: event.started,
    components: event.components,
    updates: event.updates.map(({ at }, index) => ({ at, states: states[index]! })),
    ...(ended !== undefined && { ended }),
  };
}

/** The share of time in each state that counts as downtime. */
export type StateWeights = Readonly<Record<Exclude<ComponentState, 'operational'>, number>>;

/** A period in which a component was not operational. */
export interface ImpairedPeriod {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly state: Exclude<ComponentState, 'operational'>;
  readonly incidents: readonly string[];
}

/**
 * The impaired periods of each component until a time, by component id: without overlaps, oldest first. An update
 * with a time before its predecessor's counts as being at the same time; an incident that ended before it started is
 * ignored.
 */
export function impairedPeriodsOf(
  incidents: Iterable<UptimeIncident>,
  until: Instant,
): ReadonlyMap<string, readonly ImpairedPeriod[]> {
  const pieces = new Map<string, ImpairedPeriod[]>();
  for (const incident of incidents) {
    for (const piece of splitByComponent(incident, until)) {
      const known = pieces.get(piece.component);
      if (known) known.push(piece);
      else pieces.set(piece.component, [piece]);
    }
  }
  return new Map([...pieces].map(([component, list]) => [component, mergeImpairedPeriods(list)]));
}

function* splitByComponent(
  incident: UptimeIncident,
  until: Instant,
): Iterable<ImpairedPeriod & { readonly component: string }> {
  const end = Math.min(incident.ended ?? until, until);
  const moments = [{ at: incident.started, states: incident.components }, ...incident.updates];
  const names = new Set(moments.flatMap(({ states }) => Object.keys(states)));
  for (const component of names) {
    let from = incident.started;
    for (const [index, { states }] of moments.entries()) {
      const next = moments[index + 1];
      const to = next ? Math.min(Math.max(from, next.at), end) : end;
      const state = Object.hasOwn(states, component) ? states[component]! : 'operational';
      if (to > from && state !== 'operational')
        yield { component, from, to, state, incidents: [incident.id] };
      from = Math.max(from, to);
    }
  }
}

/** Splits overlapping periods, so that each moment has the worst state and all of its incidents. */
export function mergeImpairedPeriods(periods: readonly ImpairedPeriod[]): ImpairedPeriod[] {
  const starts = periods.toSorted((a, b) => a.from - b.from);
  const moments = [...new Set(periods.flatMap(({ from, to }) => [from, to]))].toSorted((a, b) => a - b);
  const merged: ImpairedPeriod[] = [];
  let active: ImpairedPeriod[] = [];
  let next = 0;
  for (const [index, from] of moments.entries()) {
    active = active.filter(({ to }) => to > from);
    while (next < starts.length && starts[next]!.from <= from) active.push(starts[next++]!);
    const to = moments[index + 1];
    if (active.length === 0 || to === undefined) continue;
    const state = active.reduce(
      (worst, one) => (isWorse(one.state, worst) ? one.state : worst),
      active[0]!.state,
    );
    const incidents = [...new Set(active.flatMap((one) => one.incidents))].toSorted();
    const last = merged.at(-1);
    const goesOn = last?.to === from && last.state === state && last.incidents.join() === incidents.join();
    if (goesOn) merged[merged.length - 1] = { ...last, to };
    else merged.push({ from, to, state, incidents });
  }
  return merged;
}

function isWorse(a: ComponentState, b: ComponentState): boolean {
  return COMPONENT_STATES.indexOf(a) > COMPONENT_STATES.indexOf(b);
}

/** The availability of a component over a period. */
export interface Availability {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** Weighted by state. */
  readonly downtime: Duration;
  /** From 0 to 1; 1 for an empty period. */
  readonly share: number;
  readonly worst: ComponentState;
  /** Sorted by id. */
  readonly incidents: readonly string[];
}

/** The periods must not overlap. */
export function availabilityOf(
  periods: readonly ImpairedPeriod[],
  weights: StateWeights,
  from: Instant,
  to: Instant,
): Availability {
  let downtime = 0;
  let worst: ComponentState = 'operational';
  const incidents = new Set<string>();
  for (const period of periods) {
    const length = Math.min(period.to, to) - Math.max(period.from, from);
    if (length <= 0) continue;
    downtime += length * weights[period.state];
    if (isWorse(period.state, worst)) worst = period.state;
    for (const id of period.incidents) incidents.add(id);
  }
  const share = to > from ? 1 - downtime / (to - from) : 1;
  return { from, to, downtime, share, worst, incidents: [...incidents].toSorted() };
}
