import type { Duration } from '../time/duration.ts';
import { statesAfterUpdate, findEndingUpdate } from '../content/incident.ts';
import type { ComponentStates, IncidentOrMaintenance } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import type { Policy } from '../content/policy.ts';
import { COMPONENT_STATES } from '../content/schema/incident.ts';
import type { ComponentState } from '../content/schema/incident.ts';

/**
 * Availability (U6.3) is worked out from incidents alone: what was on the page and no drill. Where several overlap, each
 * moment counts once, by the worst state. Planned maintenance was announced and doesn't count; whoever shows the figure
 * says so. Interval arithmetic in milliseconds: nothing is sampled or rounded.
 */
export interface UptimeIncident {
  readonly id: string;
  readonly started: Instant;
  /** What the components suffer from at the start. */
  readonly components: ComponentStates;
  /** In the order in which they were written; `states` is what the components suffer from after each. */
  readonly updates: readonly { readonly at: Instant; readonly states: ComponentStates }[];
  /** Absent while it is open. */
  readonly ended?: Instant;
}

/** An incident as availability sees it; undefined for what doesn't count: maintenance, drills, what is off the page. */
export function toUptimeIncident(policy: Policy, event: IncidentOrMaintenance): UptimeIncident | undefined {
  if (event.kind === 'maintenance' || !isPublic(policy, event)) return undefined;
  const ending = findEndingUpdate(event);
  return {
    id: event.id,
    started: event.started,
    components: event.components,
    updates: event.updates.map(({ at }, index) => ({ at, states: statesAfterUpdate(event, index) })),
    ...(ending && { ended: ending.at }),
  };
}

/** How much of a moment counts as lost in each state: policy data. */
export type StateWeights = Readonly<Record<Exclude<ComponentState, 'operational'>, number>>;

/** A stretch of time in which a component was not as it should be. */
export interface ImpairedPeriod {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** The worst of what it suffered from; never `operational`. */
  readonly state: Exclude<ComponentState, 'operational'>;
  /** The incidents that it suffered from. */
  readonly incidents: readonly string[];
}

/**
 * What each component suffered from until a time, by its id: stretches that don't overlap, oldest first. A time that
 * goes backwards counts as the time before it, and an incident that ended before it began is none.
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

/** Stretches that may overlap, as stretches that don't: each moment with the worst state and everything behind it. */
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

/** How available a component was over a time. */
export interface Availability {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** The time that counts as lost, each moment by the weight of its state. */
  readonly downtime: Duration;
  /** From 0 to 1; 1 for no time at all. */
  readonly share: number;
  readonly worst: ComponentState;
  /** The incidents behind it, in order of their names. */
  readonly incidents: readonly string[];
}

/** Availability over a time, of stretches that don't overlap. */
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
