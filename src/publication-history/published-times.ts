import type { IncidentHistory } from './history.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import { findUndeterminedReason } from './undetermined-times.ts';

/**
 * When each update was published, by `INCIDENT/UPDATE`. Leaves out updates whose time git can't determine, and updates
 * that are not published yet.
 */
export function findPublishedTimes(
  history: IncidentHistory,
  events: readonly StatusEvent[],
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
