import { findEndingUpdate } from './incident.ts';
import type { Incident } from './incident.ts';
import type { Instant } from '../time/instant.ts';

/** A time that a postmortem's timeline has to contain (V8.3). */
export interface IncidentMilestone {
  readonly at: Instant;
  readonly name: string;
  /** A sentence for the timeline. */
  readonly description: string;
}

/** The milestones that are recorded, in order of time. */
export function milestonesOf(incident: Incident): IncidentMilestone[] {
  const { started, detected, ended, internal, updates } = incident;
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
    ...(ended === undefined
      ? []
      : [{ at: ended, name: 'ended', description: 'Customers were no longer affected' }]),
    ...(ending ? [{ at: ending.at, name: 'resolved', description: 'It was resolved' }] : []),
  ];
  return milestones.toSorted((a, b) => a.at - b.at);
}
