import type { PublishedCommit, PublishedIncident, PublishedUpdate, IncidentRevision } from './history.ts';
import { isNewlyCorrected, pairUpdates, findPublicChanges, visibilityOf } from './changes.ts';
import { isEndedVersion } from './split-version.ts';
import type { SplitVersion } from './split-version.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';

/** Where a version lies and what git calls its text. */
interface BlobLocation {
  readonly path: string;
  readonly blob: string;
}

/** The record of an incident that was not there before. */
export function createPublishedIncident(id: string, cut: SplitVersion, { path, blob }: BlobLocation, moment: PublishedCommit): PublishedIncident {
  return {
    id,
    path,
    blob,
    addedIn: moment,
    endedWhenAdded: isEndedVersion(cut),
    imported: /^imported:/m.test(cut.publicFrontMatter),
    updates: withAddedUpdates(new Map(), cut.ids, moment),
    revisions: [],
  };
}

/** An incident's record, and the version that the next one is compared with. */
export interface RecordedVersion {
  readonly incident: PublishedIncident;
  readonly baseline: SplitVersion;
}

/**
 * What there is to keep after a further version. One that can't be read was never shown, so the one before it stands to
 * be compared; but the updates that it brought have reached the line.
 */
export function recordVersion(
  record: PublishedIncident,
  before: SplitVersion | undefined,
  after: SplitVersion,
  { path, blob }: BlobLocation,
  moment: PublishedCommit,
): RecordedVersion {
  const { removal: _, ...known } = record;
  const updates = withAddedUpdates(known.updates, after.ids, moment);
  if (!before || isAppended(before, after))
    return { incident: { ...known, path, blob, updates }, baseline: after };
  const now = parseVersion(after);
  if (!now) return { incident: { ...known, path, updates }, baseline: before };
  const was = parseVersion(before);
  if (!was) return { incident: { ...known, path, blob, updates }, baseline: after };
  const compared = compareVersions(known, was, now, moment);
  return { incident: { ...known, ...compared, path, blob }, baseline: after };
}

/** The entry of a version; undefined if it can't be read, so that the page could not show it. */
export function parseVersion(cut: SplitVersion): IncidentOrMaintenance | undefined {
  return parseIncident(cut.source).value;
}

function isAppended(before: SplitVersion, after: SplitVersion): boolean {
  return (
    before.publicFrontMatter === after.publicFrontMatter &&
    before.sections.every((section, index) => section === after.sections[index])
  );
}

function withAddedUpdates(
  known: ReadonlyMap<string, PublishedUpdate>,
  ids: readonly string[],
  moment: PublishedCommit,
): ReadonlyMap<string, PublishedUpdate> {
  const added = ids.filter((id) => id !== '' && !known.has(id));
  if (added.length === 0) return known;
  const updates = new Map(known);
  for (const id of added) updates.set(id, { id, addedIn: moment, corrections: [] });
  return updates;
}

function compareVersions(
  known: PublishedIncident,
  before: IncidentOrMaintenance,
  after: IncidentOrMaintenance,
  moment: PublishedCommit,
): { updates: PublishedIncident['updates']; revisions: readonly IncidentRevision[] } {
  const pairs = pairUpdates(before.updates, after.updates);
  const updates = new Map(known.updates);
  for (const [was, is] of pairs) {
    const { addedIn, corrections = [] } = known.updates.get(was.id) ?? { addedIn: moment };
    const correction = isNewlyCorrected(was, is) ? [{ at: is.corrected!, arrived: moment }] : [];
    updates.set(is.id, { id: is.id, addedIn: arrived, corrections: [...corrections, ...correction] });
  }
  const ids = after.updates.map((update) => update.id);
  const changes = findPublicChanges(before, after, pairs);
  const revision: IncidentRevision[] =
    changes.length === 0 ? [] : [{ commit: moment, before: visibilityOf(before), changes }];
  return { updates: withAddedUpdates(updates, ids, moment), revisions: [...known.revisions, ...revision] };
}
