import type { Moment, PublishedIncident, PublishedUpdate, Revision } from './history.ts';
import { newlyCorrected, pairUpdates, publicChanges, visibilityOf } from './changes.ts';
import { isOver } from './split-version.ts';
import type { Cut } from './split-version.ts';
import type { Entry } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';

/** Where a version lies and what git calls its text. */
interface Location {
  readonly path: string;
  readonly blob: string;
}

/** The record of an incident that was not there before. */
export function arrival(id: string, cut: Cut, { path, blob }: Location, moment: Moment): PublishedIncident {
  return {
    id,
    path,
    blob,
    arrived: moment,
    endedOnArrival: isOver(cut),
    imported: /^imported:/m.test(cut.front),
    updates: withArrivals(new Map(), cut.ids, moment),
    revisions: [],
  };
}

/** An incident's record, and the version that the next one is compared with. */
export interface NextVersion {
  readonly record: PublishedIncident;
  readonly baseline: Cut;
}

/**
 * What there is to keep after a further version. One that can't be read was never shown, so the one before it stands to
 * be compared; but the updates that it brought have reached the line.
 */
export function nextVersion(
  record: PublishedIncident,
  before: Cut | undefined,
  after: Cut,
  { path, blob }: Location,
  moment: Moment,
): NextVersion {
  const { gone: _, ...known } = record;
  const updates = withArrivals(known.updates, after.ids, moment);
  if (!before || isAppended(before, after))
    return { record: { ...known, path, blob, updates }, baseline: after };
  const now = parseCut(after);
  if (!now) return { record: { ...known, path, updates }, baseline: before };
  const was = parseCut(before);
  if (!was) return { record: { ...known, path, blob, updates }, baseline: after };
  const compared = compare(known, was, now, moment);
  return { record: { ...known, ...compared, path, blob }, baseline: after };
}

/** The entry of a version; undefined if it can't be read, so that the page could not show it. */
export function parseCut(cut: Cut): Entry | undefined {
  return parseIncident(cut.source).value;
}

function isAppended(before: Cut, after: Cut): boolean {
  return (
    before.front === after.front &&
    before.sections.every((section, index) => section === after.sections[index])
  );
}

function withArrivals(
  known: ReadonlyMap<string, PublishedUpdate>,
  ids: readonly string[],
  moment: Moment,
): ReadonlyMap<string, PublishedUpdate> {
  const added = ids.filter((id) => id !== '' && !known.has(id));
  if (added.length === 0) return known;
  const updates = new Map(known);
  for (const id of added) updates.set(id, { id, arrived: moment, corrections: [] });
  return updates;
}

function compare(
  known: PublishedIncident,
  before: Entry,
  after: Entry,
  moment: Moment,
): { updates: PublishedIncident['updates']; revisions: readonly Revision[] } {
  const pairs = pairUpdates(before.updates, after.updates);
  const updates = new Map(known.updates);
  for (const [was, is] of pairs) {
    const { arrived, corrections = [] } = known.updates.get(was.id) ?? { arrived: moment };
    const correction = newlyCorrected(was, is) ? [{ at: is.corrected!, arrived: moment }] : [];
    updates.set(is.id, { id: is.id, arrived, corrections: [...corrections, ...correction] });
  }
  const ids = after.updates.map((update) => update.id);
  const changes = publicChanges(before, after, pairs);
  const revision: Revision[] =
    changes.length === 0 ? [] : [{ moment, before: visibilityOf(before), changes }];
  return { updates: withArrivals(updates, ids, moment), revisions: [...known.revisions, ...revision] };
}
