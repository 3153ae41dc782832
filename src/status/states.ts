import type { SiteContext } from '../content/content.ts';
import type { ComponentStates } from '../content/incident.ts';
import { COMPONENT_STATES } from '../content/schema/incident.ts';
import type { ComponentState } from '../content/schema/incident.ts';

/** What a component is in at a moment: one of its own states, or planned work. */
export type CurrentState = ComponentState | 'maintenance';

/** Mildest first. Planned work is milder than any trouble: it was announced. */
const MILDEST_FIRST: readonly CurrentState[] = [
  'operational',
  'maintenance',
  ...COMPONENT_STATES.filter((state) => state !== 'operational'),
];

/** The worse of two states. */
export function worseOf<State extends CurrentState>(a: State, b: State): State {
  return MILDEST_FIRST.indexOf(b) > MILDEST_FIRST.indexOf(a) ? b : a;
}

/** The worst of some states; operational for none. */
export function worstOf(states: Iterable<CurrentState>): CurrentState {
  let worst: CurrentState = 'operational';
  for (const state of states) worst = worseOf(worst, state);
  return worst;
}

/** A component with what it suffers from. */
export interface AffectedComponent {
  readonly id: string;
  /** What customers call it; its id, if there is no such component any more. */
  readonly name: string;
  readonly state: CurrentState;
  /** Whether it has a page. */
  readonly hasPage: boolean;
}

/** What components go by, and their place on the page. */
export interface ComponentDirectory {
  readonly nameOf: (id: string) => AffectedComponent['name'];
  readonly listAffected: (states: Readonly<Record<string, CurrentState>>) => AffectedComponent[];
}

export function createComponentDirectory({ components }: SiteContext): ComponentDirectory {
  const places = new Map(
    components.map((component, place) => [component.id, { place, name: component.name }]),
  );
  const nameOf = (id: string): string => places.get(id)?.name ?? id;
  const placeOf = (id: string): number => places.get(id)?.place ?? places.size;
  const listAffected: ComponentDirectory['listAffected'] = (states) => {
    const affected = Object.keys(states).map((id) => ({
      id,
      name: nameOf(id),
      state: states[id]!,
      hasPage: places.has(id),
    }));
    return affected.length < 2
      ? affected
      : affected.toSorted((a, b) => byState(a, b) || placeOf(a.id) - placeOf(b.id));
  };
  return { nameOf, listAffected };
}

function byState(a: AffectedComponent, b: AffectedComponent): number {
  return MILDEST_FIRST.indexOf(b.state) - MILDEST_FIRST.indexOf(a.state);
}

/** Without the components that work. */
export function withoutOperational(affected: ComponentStates): ComponentStates {
  return Object.fromEntries(Object.entries(affected).filter(([, state]) => state !== 'operational'));
}
