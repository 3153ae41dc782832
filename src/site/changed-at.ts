import type { Instant } from '../time/instant.ts';
import type { PublicUpdate } from '../status/public-entry.ts';
import { createCalendar } from '../time/calendar.ts';
import type { EventView } from '../status/entry.ts';
import type { CurrentState } from '../status/states.ts';
import type { StatusView } from '../status/status-view.ts';

/** What one update changed for one component. */
export interface StateChange {
  readonly id: string;
  readonly before: CurrentState;
  readonly after: CurrentState;
}

/** When the words of an update last changed. */
export function updateChangedAt({ at, corrected }: PublicUpdate): Instant {
  return Math.max(at, corrected ?? at);
}

/** When the public first heard of an entry. */
export function openedAt({ event }: EventView): Instant {
  return event.updates[0]?.at ?? (event.kind === 'incident' ? event.detected : event.starts);
}

/** When anything that was said of an entry last changed. */
export function textChangedAt(view: EventView): Instant {
  const review = view.postmortem?.published ?? -Infinity;
  return Math.max(openedAt(view), review, ...view.event.updates.map(updateChangedAt));
}

/** When an entry last changed: by an update, a correction, or its window. Never later than the view. */
export function entryChangedAt(view: EventView, { builtAt }: StatusView): Instant {
  const { event, when, from, to } = view;
  const moments = [textChangedAt(view)];
  if (event.kind === 'maintenance' && when !== 'upcoming') moments.push(from);
  if (event.kind === 'maintenance' && when === 'past' && to !== undefined) moments.push(to);
  return Math.min(builtAt, Math.max(...moments));
}

/** When anything on the page last changed; where nothing ever happened, the day of the build. Never the build's own
 * minute: what says the same must be the same bytes. */
export function pageChangedAt(view: StatusView): Instant {
  const last = view.events.reduce(
    (latest, eventView) => Math.max(latest, entryChangedAt(eventView, view)),
    -Infinity,
  );
  return last === -Infinity ? startOfBuildDay(view) : last;
}

/** The earliest moment that the page knows of. */
export function pageBeganAt(view: StatusView): Instant {
  return view.events.reduce((first, view) => Math.min(first, openedAt(view)), startOfBuildDay(view));
}

/** What each update changed, in the order of the updates; components of the entry that stayed as they were included. */
export function listStateChanges({ event }: EventView): StateChange[][] {
  let before: Readonly<Record<string, CurrentState>> = {};
  return event.updates.map(({ phase, states }) => {
    const after: Record<string, CurrentState> = {};
    for (const id of Object.keys(states)) {
      after[id] = event.kind === 'incident' ? states[id]! : stateDuringMaintenance(phase, states[id]!);
    }
    const changes = Object.keys(after).map((id) => ({
      id,
      before: before[id] ?? 'operational',
      after: after[id]!,
    }));
    before = after;
    return changes;
  });
}

/** When a component's state last changed; undefined if it never did. */
export function componentChangedAt(id: string, view: StatusView): Instant | undefined {
  const moments = (view.eventsByComponent.get(id) ?? []).flatMap((view) => {
    const { event, when, from, to } = view;
    if (event.kind === 'maintenance') return [from, ...(when === 'past' && to !== undefined ? [to] : [])];
    const changed = listStateChanges(view).map((changes) =>
      changes.some((change) => change.id === id && change.before !== change.after),
    );
    return event.updates.filter((_, index) => changed[index]).map(({ at }) => at);
  });
  return moments.length === 0 ? undefined : Math.min(view.builtAt, Math.max(...moments));
}

function stateDuringMaintenance(phase: PublicUpdate['phase'], expected: CurrentState): CurrentState {
  const underWay = phase === 'in-progress' || phase === 'verifying';
  return underWay && expected !== 'operational' ? 'maintenance' : 'operational';
}

function startOfBuildDay({ builtAt, site }: StatusView): Instant {
  const calendar = createCalendar(site.timezone);
  return calendar.startOf(calendar.dayOf(builtAt));
}
