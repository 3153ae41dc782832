import type { Duration } from '../time/duration.ts';
import type { History, PublishedIncident, PublishedUpdate } from './history.ts';
import type { Instant } from '../time/instant.ts';

/** Why git can't tell when an update was published, though it tells when its file arrived. */
export type WhyUnknown =
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
export const MANY = 5;

/** Why nobody can say when an update was published; undefined if git can. `at` is the update's own time. */
export function whyUnknown(
  history: History,
  incident: PublishedIncident,
  update: PublishedUpdate,
  at: Instant,
  judged: { readonly now: Instant; readonly skew: Duration },
): WhyUnknown | undefined {
  const { arrived } = update;
  if (incident.imported) return 'imported';
  if (arrived.order === 0 && arrived.commit !== '') return history.base ? 'before-branch' : 'first-commit';
  if (history.begins !== undefined && at < history.begins) return 'older-than-repository';
  if (arrived.order === incident.arrived.order) {
    const first = incident.endedOnArrival && arrived.order === history.opening?.order;
    if (first || arrived.ended >= MANY) return 'brought-in';
  }
  if (history.ownMerges.has(arrived.order)) return 'own-merge';
  const wrong =
    (history.doubts.get(arrived.order) ?? 0) > judged.skew || arrived.at > judged.now + judged.skew;
  return wrong ? 'clock' : undefined;
}
