import type { PublishedCommit, PublishedIncident, PublishedUpdate, IncidentRevision } from './history.ts';
import { isNewlyCorrected, pairUpdates, findPublicChanges, visibilityOf } from './changes.ts';
import { isEndedVersion } from './split-version.ts';
import type { SplitVersion } from './split-version.ts';
import type { StatusEvent } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { SourceFile } from '../content/source.ts';

interface BlobLocation {
  readonly path: string;
  readonly blob: string;
}

export function createPublishedIncident(
  id: string,
  version: SplitVersion,
  { path, blob }: BlobLocation,
  commit: PublishedCommit,
): PublishedIncident {
  return {
    id,
    path,
    blob,
    addedIn: commit,
    endedWhenAdded: isEndedVersion(version),
    imported: /^imported:/m.test(version.publicFrontMatter),
    updates: withAddedUpdates(new Map(), version.ids, commit),
    revisions: [],
  };
}

/** An incident's history, and the version to compare with the next one. */
export interface RecordedVersion {
  readonly incident: PublishedIncident;
  readonly baseline: SplitVersion;
}

/**
 * Adds a version to an incident's history. Invalid versions were never displayed, so the next one is compared with the
 * last valid one; their updates still count as published.
 */
export function recordVersion(
  incident: PublishedIncident,
  before: SplitVersion | undefined,
  after: SplitVersion,
  { path, blob }: BlobLocation,
  commit: PublishedCommit,
  parse: ParseVersion,
): RecordedVersion {
  const { removal: _, ...known } = incident;
  const updates = withAddedUpdates(known.updates, after.ids, commit);
  if (!before || isAppended(before, after))
    return { incident: { ...known, path, blob, updates }, baseline: after };
  const newEvent = parse(after.source);
  if (!newEvent) return { incident: { ...known, path, updates }, baseline: before };
  const oldEvent = parse(before.source);
  if (!oldEvent) return { incident: { ...known, path, blob, updates }, baseline: after };
  const compared = compareVersions(known, oldEvent, newEvent, commit);
  return { incident: { ...known, ...compared, path, blob }, baseline: after };
}

/** Undefined if the version is invalid, so that the page could not show it. */
export type ParseVersion = (source: SourceFile) => StatusEvent | undefined;

/** However long it takes. */
export const parseVersion: ParseVersion = (source) => parseIncident(source).value;

function isAppended(before: SplitVersion, after: SplitVersion): boolean {
  return (
    before.publicFrontMatter === after.publicFrontMatter &&
    before.sections.every((section, index) => section === after.sections[index])
  );
}

function withAddedUpdates(
  known: ReadonlyMap<string, PublishedUpdate>,
  ids: readonly string[],
  commit: PublishedCommit,
): ReadonlyMap<string, PublishedUpdate> {
  const added = ids.filter((id) => id !== '' && !known.has(id));
  if (added.length === 0) return known;
  const updates = new Map(known);
  for (const id of added) updates.set(id, { id, addedIn: commit, corrections: [] });
  return updates;
}

function compareVersions(
  known: PublishedIncident,
  before: StatusEvent,
  after: StatusEvent,
  commit: PublishedCommit,
): { updates: PublishedIncident['updates']; revisions: readonly IncidentRevision[] } {
  const pairs = pairUpdates(before.updates, after.updates);
  const updates = new Map(known.updates);
  for (const [previous, update] of pairs) {
    const { addedIn, corrections = [] } = known.updates.get(previous.id) ?? { addedIn: commit };
    const correction = isNewlyCorrected(previous, update) ? [{ at: update.corrected!, addedIn: commit }] : [];
    updates.set(update.id, { id: update.id, addedIn, corrections: [...corrections, ...correction] });
  }
  const ids = after.updates.map((update) => update.id);
  const changes = findPublicChanges(before, after, pairs);
  const revision: IncidentRevision[] =
    changes.length === 0 ? [] : [{ commit, before: visibilityOf(before), changes }];
  return { updates: withAddedUpdates(updates, ids, commit), revisions: [...known.revisions, ...revision] };
}
