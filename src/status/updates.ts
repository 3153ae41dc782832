import type { PublicUpdate } from './public-entry.ts';
import type { EntryView } from './entry.ts';

/** One update with the entry it belongs to. */
export interface UpdateInEntry {
  readonly view: EntryView;
  readonly update: PublicUpdate;
}

/** The newest updates of all entries, newest first. */
export function newestUpdates(entries: readonly EntryView[], count: number): UpdateInEntry[] {
  const latest = ({ entry }: EntryView): number => entry.updates.at(-1)?.at ?? -Infinity;
  // An update among the newest belongs to one of the entries with the newest last words.
  const candidates = entries.toSorted((a, b) => latest(b) - latest(a)).slice(0, count);
  return candidates
    .flatMap((view) => view.entry.updates.map((update) => ({ view, update })))
    .toSorted(
      (a, b) =>
        b.update.at - a.update.at ||
        compare(b.view.entry.id, a.view.entry.id) ||
        compare(b.update.id, a.update.id),
    )
    .slice(0, count);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
