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
  const milestones: IncidentMilestone[] = [
    ...(started < detected
      ? [{ at: started, name: 'began', description: 'Customers were first affected' }]
      : []),
    { at: detected, name: 'detected', description: 'It was detected' },
    ...(acknowledged === undefined
      ? []
      : [{ at: acknowledged, name: 'acknowledged', description: 'It was acknowledged' }]),
    ...(first
      ? [{ at: first.at, name: 'first update', description: 'Customers read the first update' }]
      : []),
    ...(fixed === undefined ? [] : [{ at: fixed, name: 'fixed', description: 'The fix was in production' }]),
    ...(ending ? [{ at: ending.at, name: 'resolved', description: 'It was resolved' }] : []),
  ];
  return milestones.toSorted((a, b) => a.at - b.at);
}
