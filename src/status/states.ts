import type { SiteContext } from '../content/content.ts';
import type { ComponentStates } from '../content/incident.ts';
import { COMPONENT_STATES } from '../content/schema/incident.ts';
import type { ComponentState } from '../content/schema/incident.ts';

/**
 * A component's own state, planned maintenance, or `unknown` while a file that can't be read may be about an open incident.
 */
export type CurrentState = ComponentState | 'maintenance' | 'unknown';

/** Mildest first. Planned maintenance is milder than any incident, because it was announced. */
export const MILDEST_FIRST: readonly CurrentState[] = [
  'operational',
  'maintenance',
  'unknown',
  ...COMPONENT_STATES.filter((state) => state !== 'operational'),
];

export function worseOf<State extends CurrentState>(a: State, b: State): State {
  return MILDEST_FIRST.indexOf(b) > MILDEST_FIRST.indexOf(a) ? b : a;
}

/** Operational if there are none. */
export function worstOf(states: Iterable<CurrentState>): CurrentState {
  let worst: CurrentState = 'operational';
  for (const state of states) worst = worseOf(worst, state);
  return worst;
}

export interface AffectedComponent {
  readonly id: string;
  /** Its public name, or its id if the component no longer exists. */
  readonly name: string;
  readonly state: CurrentState;
  readonly hasPage: boolean;
  /** The heading it is listed under. */
  readonly group?: string;
}

/** The names of components, and their order on the page. */
export interface ComponentDirectory {
  readonly nameOf: (id: string) => AffectedComponent['name'];
  readonly listAffected: (states: Readonly<Record<string, CurrentState>>) => AffectedComponent[];
}

export function createComponentDirectory({ components }: SiteContext): ComponentDirectory {
  const places = new Map(components.map(({ id, name, group }, place) => [id, { place, name, group }]));
  const nameOf = (id: string): string => places.get(id)?.name ?? id;
  const placeOf = (id: string): number => places.get(id)?.place ?? places.size;
  const listAffected: ComponentDirectory['listAffected'] = (states) => {
    const affected = Object.keys(states).map((id) => {
      const group = places.get(id)?.group;
      return {
        id,
        name: nameOf(id),
        state: states[id]!,
        hasPage: places.has(id),
        ...(group !== undefined && { group }),
      };
    });
    return affected.length < 2
      ? affected
      : affected.toSorted((a, b) => byState(a, b) || placeOf(a.id) - placeOf(b.id));
  };
  return { nameOf, listAffected };
}

function byState(a: AffectedComponent, b: AffectedComponent): number {
  return MILDEST_FIRST.indexOf(b.state) - MILDEST_FIRST.indexOf(a.state);
}

export function withoutOperational(affected: ComponentStates): ComponentStates {
  return Object.fromEntries(Object.entries(affected).filter(([, state]) => state !== 'operational'));
}
