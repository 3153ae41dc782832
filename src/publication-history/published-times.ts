import type { IncidentHistory } from './history.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import { findUndeterminedReason } from './why-unknown.ts';

/**
 * When each update reached the published line, by `INCIDENT/UPDATE`. Those of which git can't tell are left out, and so
 * are those that are not on the line yet.
 */
export function findPublishedTimes(
  history: IncidentHistory,
  events: readonly IncidentOrMaintenance[],
  policy: Policy,
  now: Instant,
): ReadonlyMap<string, Instant> {
  const times = new Map<string, Instant>();
  const options = { now, skew: policy.timestamps?.['clock-skew'] ?? 0 };
  for (const event of events) {
    const incident = history.incidents.get(event.id);
    for (const { id, at } of incident ? event.updates : []) {
      const update = incident!.updates.get(id);
      if (!update || update.addedIn.sha === '') continue;
      if (findUndeterminedReason(history, incident!, update, at, options) !== undefined) continue;
      times.set(`${event.id}/${id}`, update.addedIn.at);
    }
  }
  return times;
}
