import type { Component } from '../content/site.ts';
import type { Day } from '../time/calendar.ts';
import type { EventView } from './entry.ts';
import { worseOf } from './states.ts';
import type { AffectedComponent, CurrentState, ComponentDirectory } from './states.ts';
import type { StatePeriod } from './time-span.ts';

/** A component as customers see it. */
export interface ComponentView {
  readonly id: string;
  readonly name: string;
  /** Markdown. */
  readonly description: string;
  readonly state: CurrentState;
  /** The day it went into service, where its file names one. */
  readonly since?: Day;
  /** What it will be in by itself, where planned work begins or ends. */
  readonly statePeriods?: readonly StatePeriod[];
}

/** Components that stand under one heading; those without one come under none. */
export interface ComponentGroup {
  readonly name?: string;
  readonly components: readonly ComponentView[];
}

/** What suffers now, all entries taken together: of each component the worst. */
export function currentlyAffected(
  events: readonly EventView[],
  naming: ComponentDirectory,
): AffectedComponent[] {
  const states: Record<string, CurrentState> = {};
  for (const { current } of events) {
    for (const { id, state } of current) states[id] = worseOf(states[id] ?? 'operational', state);
  }
  return naming.listAffected(states);
}

/** The components, each with its state now, in the order of the page. */
export function viewComponents(
  components: readonly Component[],
  affected: readonly AffectedComponent[],
): ComponentView[] {
  const states = new Map(affected.map(({ id, state }) => [id, state]));
  return components.map(({ id, name, description, since }) => ({
    id,
    name,
    description,
    state: states.get(id) ?? 'operational',
    ...(since !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(since) && { since }),
  }));
}

/** Puts components under their headings, in the order in which these are met. */
export function groupComponents(
  components: readonly Component[],
  views: readonly ComponentView[],
): ComponentGroup[] {
  const groups = new Map<string | undefined, ComponentView[]>();
  for (const [at, { group }] of components.entries()) {
    const members = groups.get(group) ?? [];
    groups.set(group, [...members, views[at]!]);
  }
  return [...groups].map(([name, members]) => ({ ...(name !== undefined && { name }), components: members }));
}

/** The history of each component: every entry that it suffered from, in the order given. */
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
