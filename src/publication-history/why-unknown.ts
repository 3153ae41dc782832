import type { Duration } from '../time/duration.ts';
import type { IncidentHistory, PublishedIncident, PublishedUpdate } from './history.ts';
import type { Instant } from '../time/instant.ts';

/** Why git can't tell when an update was published, though it tells when its file arrived. */
export type UndeterminedReason =
  /** Its incident says `imported:`, so it was published elsewhere before. */
  | 'imported'
  /** It stands in the oldest commit that is known: it may have been published long before that. */
  | 'first-commit'
  /** It was there when the branch began: it is not the branch's matter, and nobody asked. */
  | 'before-branch'
  /** Its own time is before the repository began: it can't have been published by it then. */
  | 'older-than-repository'
  /** Its incident came with others that were over, or with the first ones of the page: history that was brought in. */
  | 'brought-in'
  /** It arrived when somebody's copy of the line was merged with the line itself. */
  | 'own-merge'
  /** The commit's clock, or its neighbour's, was wrong. */
  | 'clock';

/** So many incidents that are over don't happen within one commit: they were brought in from somewhere else. */
export const BULK_IMPORT_THRESHOLD = 5;

/** Why nobody can say when an update was published; undefined if git can. `at` is the update's own time. */
export function findUndeterminedReason(
  history: IncidentHistory,
  incident: PublishedIncident,
  update: PublishedUpdate,
  at: Instant,
  options: { readonly now: Instant; readonly skew: Duration },
): UndeterminedReason | undefined {
  const { addedIn } = update;
  if (incident.imported) return 'imported';
  if (addedIn.order === 0 && addedIn.sha !== '')
    return history.startsAtBase ? 'before-branch' : 'first-commit';
  if (history.firstCommitAt !== undefined && at < history.firstCommitAt) return 'older-than-repository';
  if (addedIn.order === incident.addedIn.order) {
    const first = incident.endedWhenAdded && addedIn.order === history.firstIncidentCommit?.order;
    if (first || addedIn.endedIncidents >= BULK_IMPORT_THRESHOLD) return 'brought-in';
  }
  if (history.backMerges.has(addedIn.order)) return 'own-merge';
  const wrong =
    (history.clockSkews.get(addedIn.order) ?? 0) > options.skew || addedIn.at > options.now + options.skew;
  return wrong ? 'clock' : undefined;
}
