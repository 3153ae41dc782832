import type { IncidentHistory } from './history.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import { findUndeterminedReason } from './why-unknown.ts';
import type { UndeterminedReason } from './why-unknown.ts';

type ReportedReason = Exclude<UndeterminedReason, 'before-branch'>;

const REASON_TEXTS: Readonly<Record<ReportedReason, string>> = {
  imported: 'were imported',
  'first-commit': 'stand in the oldest commit that is known',
  'older-than-repository': 'are older than the repository',
  'brought-in': 'were over already when they arrived',
  'own-merge': 'came with a merge of the published branch into a copy of it',
  clock: 'came with a commit whose clock, or its neighbour’s, was wrong',
};

/** What git can't tell of these entries, in sentences: it is said, and not judged. None if it can tell everything. */
export function formatUndeterminedNotes(
  history: IncidentHistory,
  events: readonly IncidentOrMaintenance[],
  policy: Policy,
  options: { readonly now: Instant; readonly shallow: boolean },
): string[] {
  const counts = new Map<ReportedReason, number>();
  const skew = policy.timestamps?.['clock-skew'] ?? 0;
  for (const event of events) {
    const incident = history.incidents.get(event.id);
    for (const { id, at } of incident ? event.updates : []) {
      const update = incident!.updates.get(id);
      const why =
        update && findUndeterminedReason(history, incident!, update, at, { now: options.now, skew });
      if (why && why !== 'before-branch') counts.set(why, (counts.get(why) ?? 0) + 1);
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...counts].map(([why, count]) => `${count} ${REASON_TEXTS[why]}`);
  const notes =
    total === 0 ? [] : [`When ${total} updates were published can't be known: ${parts.join(', ')}.`];
  if (options.shallow) {
    notes.push('This clone is shallow: fetch the whole history (fetch-depth: 0 in a workflow) to know more.');
  }
  return notes;
}
