import type { ComponentStates, StatusEvent } from './incident.ts';
import type { Component } from './site.ts';

const renamed = new WeakMap<readonly Component[], ReadonlyMap<string, string>>();

/** The current id of each component by its former ids. Cached per content root. */
export function currentComponentIds(components: readonly Component[]): ReadonlyMap<string, string> {
  let ids = renamed.get(components);
  if (!ids) {
    ids = new Map(components.flatMap(({ id, formerly }) => formerly.map((former) => [former, id] as const)));
    renamed.set(components, ids);
  }
  return ids;
}

/** The event with the current ids of its components: its file may name a component by a former one. */
export function withCurrentComponentIds(event: StatusEvent, components: readonly Component[]): StatusEvent {
  const ids = currentComponentIds(components);
  return ids.size === 0 ? event : mapComponentIds(event, (id) => ids.get(id) ?? id);
}

/** The event without some components. */
export function withoutComponents(event: StatusEvent, isLeftOut: (id: string) => boolean): StatusEvent {
  return mapComponentIds(event, (id) => (isLeftOut(id) ? undefined : id));
}

function mapComponentIds(event: StatusEvent, idOf: (id: string) => string | undefined): StatusEvent {
  const map = (states: ComponentStates): ComponentStates =>
    Object.fromEntries(
      Object.entries(states).flatMap(([id, state]) => {
        const now = idOf(id);
        return now === undefined ? [] : [[now, state]];
      }),
    );
  return {
    ...event,
    components: map(event.components),
    updates: event.updates.map((update) =>
      update.affects ? { ...update, affects: map(update.affects) } : update,
    ),
  };
}
