import type { PublicUpdate } from './public-entry.ts';
import type { EventView } from './entry.ts';

export interface UpdateOfEvent {
  readonly view: EventView;
  readonly update: PublicUpdate;
}

/** Of all events, newest first. */
export function newestUpdates(events: readonly EventView[], count: number): UpdateOfEvent[] {
  const latest = ({ event }: EventView): number => event.updates.at(-1)?.at ?? -Infinity;
  // The newest updates belong to the events with the newest last updates.
  const candidates = events.toSorted((a, b) => latest(b) - latest(a)).slice(0, count);
  return candidates
    .flatMap((view) => view.event.updates.map((update) => ({ view, update })))
    .toSorted(
      (a, b) =>
        b.update.at - a.update.at ||
        compare(b.view.event.id, a.view.event.id) ||
        compare(b.update.id, a.update.id),
    )
    .slice(0, count);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
