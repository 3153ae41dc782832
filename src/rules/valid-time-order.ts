import type { StatusEvent, Incident, Maintenance, Notice, IncidentUpdate } from '../content/incident.ts';
import { findEndingUpdate, wasOverWhenDetected } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { MINUTE } from '../time/duration.ts';
import type { RuleViolation, IncidentFileRule } from './engine/rule.ts';

/** Every deadline of the SOP counts from these times (V6.4). */
export const validTimeOrder: IncidentFileRule = {
  id: 'valid-time-order',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'times in an impossible order',
  appliesTo: 'all',
  *check(event) {
    yield* event.kind === 'incident' ? incidentTimes(event) : windowTimes(event);
    yield* updateTimes(event);
  },
};

function* incidentTimes(incident: Incident): Iterable<RuleViolation> {
  const { started, detected, ended, internal, updates } = incident;
  if (started > detected) {
    const message = `"started" (${formatInstant(started)}) is after "detected" (${formatInstant(detected)}).`;
    const help =
      'Customers were affected from "started", and the company knew at "detected". Correct one of them.';
    yield { at: { field: ['started'] }, message, help };
  }
  const first = updates[0];
  if (first && first.at < detected) {
    const message = `The first update (${formatInstant(first.at)}) is before "detected" (${formatInstant(detected)}).`;
    yield {
      at: first.spans.time,
      message,
      help: "An update can't be older than the detection time. Correct one of them.",
    };
  }
  if (ended !== undefined) yield* endTimes(incident, ended);
  const { acknowledged, fixed } = internal;
  if (acknowledged !== undefined && acknowledged < detected) {
    const message = `"acknowledged" (${formatInstant(acknowledged)}) is before "detected" (${formatInstant(detected)}).`;
    yield {
      at: { field: ['internal', 'acknowledged'] },
      message,
      help: "It can't be acknowledged before it is detected. Correct one of them.",
    };
  }
  if (fixed === undefined) return;
  const ending = findEndingUpdate(incident);
  if (fixed < (wasOverWhenDetected(incident) ? started : detected)) {
    const [name, time] = wasOverWhenDetected(incident) ? ['started', started] : ['detected', detected];
    const message = `"fixed" (${formatInstant(fixed)}) is before "${name}" (${formatInstant(time)}).`;
    const help =
      name === 'started'
        ? "It can't be fixed before it starts. Correct one of them."
        : 'It can\'t be fixed before it is detected. Correct one of them, or add "ended" if customers were no longer affected when it was found out.';
    yield { at: { field: ['internal', 'fixed'] }, message, help };
  } else if (ending && fixed > ending.at) {
    const message = `"fixed" (${formatInstant(fixed)}) is after the resolving update (${formatInstant(ending.at)}).`;
    yield {
      at: { field: ['internal', 'fixed'] },
      message,
      help: "It can't be resolved before it is fixed. Correct one of them.",
    };
  }
}

/** The effect ends after it starts and not after customers were told that it is over; nothing is affected afterwards. */
function* endTimes(incident: Incident, ended: Instant): Iterable<RuleViolation> {
  const { started, updates } = incident;
  const ending = findEndingUpdate(incident);
  const at = { field: ['ended'] };
  if (ended < started) {
    const message = `"ended" (${formatInstant(ended)}) is before "started" (${formatInstant(started)}).`;
    yield {
      at,
      message,
      help: 'Customers were affected from "started" to "ended". Correct one of them; without "started" it is "detected".',
    };
  } else if (ending && ended > ending.at) {
    const message = `"ended" (${formatInstant(ended)}) is after the resolving update (${formatInstant(ending.at)}).`;
    yield {
      at,
      message,
      help: 'Customers read then that it was over. Describe trouble that was not noticed at the time as an incident of its own.',
    };
  }
  for (const update of updates) {
    const states = Object.entries(update.affects ?? {});
    const affected = states.filter(([, state]) => state !== 'operational');
    if (update.at < ended || affected.length === 0) continue;
    yield {
      at: update.spans.affects ?? update.spans.heading,
      message: `This update says that ${affected.map(([id]) => `"${id}"`).join(' and ')} is affected after "ended" (${formatInstant(ended)}).`,
      help: 'Remove "ended" if customers are still affected; otherwise list the component as operational, or leave it out.',
    };
  }
}

function* windowTimes({ kind, starts, ends }: Maintenance | Notice): Iterable<RuleViolation> {
  if (starts < ends) return;
  const message = `"ends" (${formatInstant(ends)}) is not after "starts" (${formatInstant(starts)}).`;
  yield {
    at: { field: ['ends'] },
    message,
    help: `The ${kind === 'notice' ? 'notice' : 'window'} must end after it starts.`,
  };
}

function* updateTimes(event: StatusEvent): Iterable<RuleViolation> {
  let latest: IncidentUpdate | undefined;
  for (const update of event.updates) {
    const { at, corrected, spans } = update;
    if (latest && at < latest.at && !sameMinute(at, latest.at)) {
      const message = `${formatInstant(at)} comes after ${formatInstant(latest.at)}; expected the oldest update first.`;
      yield { at: spans.time, message, help: 'Move the update up, or correct its time.' };
    } else if (latest && sameMinute(at, latest.at)) {
      const message = `Two updates have the time ${formatInstant(at - (at % MINUTE))}.`;
      yield {
        at: spans.time,
        message,
        help: 'Give each update its own minute, so that their order is clear.',
      };
    }
    if (corrected !== undefined && corrected < at) {
      const message = `Corrected at ${formatInstant(corrected)}, before the update's own time, ${formatInstant(at)}.`;
      yield {
        at: spans.heading,
        message,
        help: 'The first time is when the update was published, the second when it was corrected.',
      };
    }
    if (!latest || at > latest.at) latest = update;
  }
}

function sameMinute(a: number, b: number): boolean {
  return Math.floor(a / MINUTE) === Math.floor(b / MINUTE);
}
