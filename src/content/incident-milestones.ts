import { findEndingUpdate } from './incident.ts';
import type { Incident } from './incident.ts';
import type { Instant } from '../time/instant.ts';

/** A time of an incident that its review has to tell (V8.3). */
export interface IncidentMilestone {
  readonly at: Instant;
  /** The word that a timeline names it by. */
  readonly name: string;
  /** In words, for the timeline. */
  readonly description: string;
}

/** The turning points of an incident, in order of time: those that the files know. */
export function milestonesOf(incident: Incident): IncidentMilestone[] {
  const { started, detected, internal, updates } = incident;
  const [first] = updates;
  const ending = findEndingUpdate(incident);
  const { acknowledged, fixed } = internal;
  const moments: IncidentMilestone[] = [
    ...(started < detected ? [{ at: started, word: 'began', what: 'Customers were first affected' }] : []),
    { at: detected, name: 'detected', description: 'It was detected' },
    ...(acknowledged === undefined
      ? []
      : [{ at: acknowledged, word: 'acknowledged', what: 'It was acknowledged' }]),
    ...(first ? [{ at: first.at, word: 'first update', what: 'Customers read the first update' }] : []),
    ...(fixed === undefined ? [] : [{ at: fixed, word: 'fixed', what: 'The fix was in production' }]),
    ...(ending ? [{ at: ending.at, word: 'resolved', what: 'It was resolved' }] : []),
  ];
  return moments.toSorted((a, b) => a.at - b.at);
}
