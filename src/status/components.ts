import type { Component } from '../content/site.ts';
import type { Day } from '../time/calendar.ts';
import type { EventView } from './entry.ts';
import { worseOf, worstOf } from './states.ts';
import type { AffectedComponent, CurrentState, ComponentDirectory } from './states.ts';
import type { StatePeriod } from './time-span.ts';

export interface ComponentView {
  readonly id: string;
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  readonly state: CurrentState;
  /** The day it went into service. */
  readonly since?: Day;
  /** The day it went out of service. */
  readonly retired?: Day;
  /** Former ids, oldest first. */
  readonly formerly?: readonly string[];
  /** How planned maintenance will change its state. */
  readonly statePeriods?: readonly StatePeriod[];
}

/** Components without a heading form a group without a name. */
export interface ComponentGroup {
  readonly name?: string;
  readonly components: readonly ComponentView[];
  /** The worst of them. */
  readonly state: CurrentState;
  /** How planned maintenance will change it. */
  readonly statePeriods?: readonly StatePeriod[];
}

/** The worst state of each component over all incidents. */
export function currentlyAffected(
  events: readonly EventView[],
  directory: ComponentDirectory,
): AffectedComponent[] {
  const states: Record<string, CurrentState> = {};
  for (const { current } of events) {
    for (const { id, state } of current) states[id] = worseOf(states[id] ?? 'operational', state);
  }
  return directory.listAffected(states);
}

/**
 * In page order.
 * @param isUncertain whether a component without an incident may be affected by one that can't be read
 */
export function viewComponents(
  components: readonly Component[],
  affected: readonly AffectedComponent[],
  isUncertain: boolean,
): ComponentView[] {
  const states = new Map(affected.map(({ id, state }) => [id, state]));
  return components.map(({ id, name, description, since, retired, formerly }) => ({
    id,
    name,
    description,
    state: worseOf(states.get(id) ?? 'operational', isUncertain ? 'unknown' : 'operational'),
    ...(since !== undefined && { since }),
    ...(retired !== undefined && { retired }),
    ...(formerly.length > 0 && { formerly }),
  }));
}

/** Groups in order of first appearance. */
export function groupComponents(
  components: readonly Component[],
  views: readonly ComponentView[],
): ComponentGroup[] {
  const groups = new Map<string | undefined, ComponentView[]>();
  for (const [at, { group }] of components.entries()) {
    const members = groups.get(group) ?? [];
    groups.set(group, [...members, views[at]!]);
  }
  return [...groups].map(([name, members]) => ({
    ...(name !== undefined && { name }),
    components: members,
    state: worstOf(members.map(({ state }) => state)),
  }));
}

/** The incidents that affected each component, in the order given. */
export function eventsByComponent(events: readonly EventView[]): Map<string, EventView[]> {
  const histories = new Map<string, EventView[]>();
  for (const event of events) {
    if (event.when === 'upcoming') continue;
    for (const { id, hasPage } of event.worstAffected) {
      if (!hasPage) continue;
      const history = histories.get(id);
      if (history) history.push(event);
      else histories.set(id, [event]);
    }
  }
  return histories;
}
