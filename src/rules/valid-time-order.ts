import type { IncidentOrMaintenance, Incident, Maintenance, IncidentUpdate } from '../content/incident.ts';
import { findEndingUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { MINUTE } from '../time/duration.ts';
import type { RuleViolation, IncidentFileRule } from './engine/rule.ts';

/** Times in an order that can have happened: every clock of the SOP counts from them (V6.4). */
export const validTimeOrder: IncidentFileRule = {
  id: 'valid-time-order',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'times in an order that can not have happened',
  appliesTo: 'both',
  *check(event) {
    yield* event.kind === 'incident' ? incidentTimes(event) : maintenanceTimes(event);
    yield* updateTimes(event);
  },
};

function* incidentTimes(incident: Incident): Iterable<RuleViolation> {
  const { started, detected, internal, updates } = incident;
  const say = formatInstant;
  if (started > detected) {
    const message = `"started" (${say(started)}) is after "detected" (${say(detected)}).`;
    const help =
      'Customers were affected from "started" on, and the company knew at "detected"; correct one of them.';
    yield { at: { field: ['started'] }, message, help };
  }
  const first = updates[0];
  if (first && first.at < detected) {
    const message = `The first update (${say(first.at)}) is before "detected" (${say(detected)}).`;
    yield {
      at: first.spans.time,
      message,
      help: 'Nobody writes of what is not known yet; correct one of the two times.',
    };
  }
  const { acknowledged, fixed } = internal;
  if (acknowledged !== undefined && acknowledged < detected) {
    const message = `"acknowledged" (${say(acknowledged)}) is before "detected" (${say(detected)}).`;
    yield { at: { field: ['internal', 'acknowledged'] }, message, help: 'It is taken up once it is known.' };
  }
  if (fixed === undefined) return;
  const ending = findEndingUpdate(incident);
  if (fixed < detected) {
    const message = `"fixed" (${say(fixed)}) is before "detected" (${say(detected)}).`;
    yield { at: { field: ['internal', 'fixed'] }, message, help: 'It is fixed once it is known.' };
  } else if (ending && fixed > ending.at) {
    const message = `"fixed" (${say(fixed)}) is after the update that says resolved (${say(ending.at)}).`;
    yield { at: { field: ['internal', 'fixed'] }, message, help: 'It is resolved once it is fixed.' };
  }
}

function* maintenanceTimes({ starts, ends }: Maintenance): Iterable<RuleViolation> {
  if (starts < ends) return;
  const message = `"ends" (${formatInstant(ends)}) is not after "starts" (${formatInstant(starts)}).`;
  yield { at: { field: ['ends'] }, message, help: 'A window closes after it opens.' };
}

function* updateTimes(event: IncidentOrMaintenance): Iterable<RuleViolation> {
  let latest: IncidentUpdate | undefined;
  for (const update of event.updates) {
    const { at, corrected, spans } = update;
    if (latest && at < latest.at && !sameMinute(at, latest.at)) {
      const message = `${formatInstant(at)} stands below ${formatInstant(latest.at)}; updates stand oldest first.`;
      yield { at: spans.time, message, help: 'Move the update up, or correct its time.' };
    } else if (latest && sameMinute(at, latest.at)) {
      const message = `Two updates have the time ${formatInstant(at - (at % MINUTE))}.`;
      yield {
        at: spans.time,
        message,
        help: 'Give each its own minute, so that everybody sees which came first.',
      };
    }
    if (corrected !== undefined && corrected < at) {
      const message = `Corrected at ${formatInstant(corrected)}, before the update's own time, ${formatInstant(at)}.`;
      yield {
        at: spans.heading,
        message,
        help: 'The first time is when the update was made, the second when its words were corrected.',
      };
    }
    if (!latest || at > latest.at) latest = update;
  }
}

function sameMinute(a: number, b: number): boolean {
  return Math.floor(a / MINUTE) === Math.floor(b / MINUTE);
}
