import type { Instant } from '../time/instant.ts';
import type { PublicUpdate } from '../status/public-entry.ts';
import { createCalendar } from '../time/calendar.ts';
import { takenBackAt } from '../status/entry.ts';
import type { EventView } from '../status/entry.ts';
import type { CurrentState } from '../status/states.ts';
import type { StatusView } from '../status/status-view.ts';

export interface StateChange {
  readonly id: string;
  readonly before: CurrentState;
  readonly after: CurrentState;
}

export function updateChangedAt({ at, corrected }: PublicUpdate): Instant {
  return Math.max(at, corrected ?? at);
}

/** When the first update was published; without updates, the detection or the start. */
export function openedAt({ event }: EventView): Instant {
  return event.updates[0]?.at ?? (event.kind === 'incident' ? event.detected : event.starts);
}

/** When an update or the postmortem was last published or corrected. */
export function textChangedAt(view: EventView): Instant {
  const postmortem = view.postmortem?.published ?? -Infinity;
  return Math.max(openedAt(view), postmortem, ...view.event.updates.map(updateChangedAt));
}

/** By an update, a correction, or the start or end of a maintenance window or a notice. Never later than the view. */
export function entryChangedAt(view: EventView, { builtAt }: StatusView): Instant {
  const { event, when, from, to } = view;
  const times = [textChangedAt(view)];
  if (event.kind !== 'incident' && when !== 'upcoming') times.push(from);
  if (event.kind !== 'incident' && when === 'past' && to !== undefined) times.push(to);
  return Math.min(builtAt, Math.max(...times));
}

/**
 * When anything on the page last changed; without any event, the day of the build. Never the time of the build: equal
 * content must give equal bytes.
 */
export function pageChangedAt(view: StatusView): Instant {
  let changed = pageChanges.get(view);
  if (changed === undefined) {
    const last = view.events.reduce(
      (latest, eventView) => Math.max(latest, entryChangedAt(eventView, view)),
      -Infinity,
    );
    changed = last === -Infinity ? startOfBuildDay(view) : last;
    pageChanges.set(view, changed);
  }
  return changed;
}

/** Many files contain it. */
const pageChanges = new WeakMap<StatusView, Instant>();

/** When the first event was published; without any event, the day of the build. */
export function pageBeganAt(view: StatusView): Instant {
  return view.events.reduce(
    (first, eventView) => Math.min(first, openedAt(eventView)),
    startOfBuildDay(view),
  );
}

/** An update about more components repeats none whose state stayed as it was. */
const MAX_REPEATED = 25;

/**
 * The changes of each update, in order, including components whose state stayed the same, unless they are more than
 * `MAX_REPEATED`: the size of an event grows with its components and its updates, not with their product.
 */
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
    return changes.length > MAX_REPEATED
      ? changes.filter((change) => change.before !== change.after)
      : changes;
  });
}

export function componentChangedAt(id: string, view: StatusView): Instant | undefined {
  const times = (view.eventsByComponent.get(id) ?? []).flatMap((eventView) => {
    const { event, when, from, to } = eventView;
    if (takenBackAt(event) !== undefined) return [];
    if (event.kind === 'maintenance') return [from, ...(when === 'past' && to !== undefined ? [to] : [])];
    const changed = listStateChanges(eventView).map((changes) =>
      changes.some((change) => change.id === id && change.before !== change.after),
    );
    return event.updates.filter((_, index) => changed[index]).map(({ at }) => at);
  });
  return times.length === 0 ? undefined : Math.min(view.builtAt, Math.max(...times));
}

function stateDuringMaintenance(phase: PublicUpdate['phase'], expected: CurrentState): CurrentState {
  const underWay = phase === 'in-progress' || phase === 'verifying';
  return underWay && expected !== 'operational' ? 'maintenance' : 'operational';
}

function startOfBuildDay({ builtAt, site }: StatusView): Instant {
  const calendar = createCalendar(site.timezone);
  return calendar.startOf(calendar.dayOf(builtAt));
}
