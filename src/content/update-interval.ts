import type { Duration } from '../time/duration.ts';
import type { TimeLimit } from '../time/working-time.ts';
import type { Phase } from './incident.ts';
import type { Severity } from './policy.ts';

/** After which time the next update is due, and late. */
export interface UpdateInterval {
  readonly due: TimeLimit;
  readonly late: TimeLimit;
}

/** The interval after an update: that of its phase, otherwise of the incident's age, otherwise the severity's. */
export function updateIntervalOf(
  updates: NonNullable<Severity['updates']>,
  phase: Phase,
  age: Duration,
): UpdateInterval {
  const { phases, ages } = updates;
  const ofPhase = Object.hasOwn(phases, phase) ? phases[phase as keyof typeof phases] : undefined;
  return ofPhase ?? ages.findLast(({ after }) => age >= after) ?? updates;
}
