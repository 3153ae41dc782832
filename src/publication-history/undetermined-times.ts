import type { StatusEvent } from '../content/incident.ts';
import type { Policy } from '../content/policy.ts';
import type { Duration } from '../time/duration.ts';
import type { IncidentHistory, PublishedIncident, PublishedUpdate } from './history.ts';
import type { Instant } from '../time/instant.ts';
import { formatCount } from '../text/count.ts';

/** Why git can't determine when an update was published. */
export type UndeterminedReason =
  /** Its incident has `imported:`, so it was published elsewhere before. */
  | 'imported'
  /** It is in the oldest known commit, and may have been published long before. */
  | 'first-commit'
  /** It is in the merge base, and older commits were not read. */
  | 'before-branch'
  /** Its own time is before the first commit. */
  | 'older-than-repository'
  /** Its incident was added together with others that had ended, or with the first incidents of the page. */
  | 'bulk-import'
  /** It was added by a merge of the default branch into a copy of it. */
  | 'back-merge'
  /** The clock of the commit, or of the one next to it, was wrong. */
  | 'clock';

/** A commit that adds at least this many ended incidents is an import. */
export const BULK_IMPORT_THRESHOLD = 5;

/** Undefined if git can determine when the update was published. `at` is the update's own time. */
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
    if (first || addedIn.endedIncidents >= BULK_IMPORT_THRESHOLD) return 'bulk-import';
  }
  if (history.backMerges.has(addedIn.order)) return 'back-merge';
  const wrong =
    (history.clockSkews.get(addedIn.order) ?? 0) > options.skew || addedIn.at > options.now + options.skew;
  return wrong ? 'clock' : undefined;
}

type ReportedReason = Exclude<UndeterminedReason, 'before-branch'>;

const REASON_TEXTS: Readonly<Record<ReportedReason, string>> = {
  imported: 'were imported',
  'first-commit': 'are in the oldest known commit',
  'older-than-repository': 'are older than the repository',
  'bulk-import': 'were imported in bulk',
  'back-merge': 'were added by a merge of the default branch into a copy of it',
  clock: 'have a commit date that is wrong, or next to a wrong one',
};

/** Notes on updates whose publication time git can't determine; the rules skip them. */
export function formatUndeterminedNotes(
  history: IncidentHistory,
  events: readonly StatusEvent[],
  policy: Policy,
  options: { readonly now: Instant; readonly shallow: boolean },
): string[] {
  const counts = new Map<ReportedReason, number>();
  const skew = policy.timestamps?.['clock-skew'] ?? 0;
  for (const event of events) {
    const incident = history.incidents.get(event.id);
    for (const { id, at } of incident ? event.updates : []) {
      const update = incident!.updates.get(id);
      const reason =
        update && findUndeterminedReason(history, incident!, update, at, { now: options.now, skew });
      if (reason && reason !== 'before-branch') counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...counts].map(([reason, count]) => `${count} ${REASON_TEXTS[reason]}`);
  const notes =
    total === 0
      ? []
      : [
          `The publication time of ${formatCount(total, 'update')} could not be determined: ${parts.join(', ')}.`,
        ];
  if (options.shallow) {
    notes.push(
      'This clone is shallow: fetch the whole history (fetch-depth: 0 in a workflow) to determine more.',
    );
  }
  return notes;
}
