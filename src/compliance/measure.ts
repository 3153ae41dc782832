import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { MeasurementKind } from '../content/schema/policy-deadlines.ts';

/**
 * `met`: done in time; `late`: done after the time; `too-short`: monitored for too short a time; `missed`: late and not done;
 * `waiting`: not done, but not late either; `unknown`: not recorded.
 */
export type ComplianceStatus = 'met' | 'late' | 'too-short' | 'missed' | 'waiting' | 'unknown';

/** A requirement of the SOP, and what happened. */
export interface ComplianceMeasurement {
  readonly kind: MeasurementKind;
  readonly clause?: string;
  readonly what: string;
  readonly status: ComplianceStatus;
  readonly from: Instant;
  /** `from + given`: when it is late, or for `monitoring`, when it was long enough. */
  readonly bound: Instant;
  /** The time that the SOP gives. */
  readonly given: Duration;
  /** When it was done, if it was done and recorded. */
  readonly at?: Instant;
  /** How long it took, or so far. */
  readonly took?: Duration;
  /** Whether `at` is from git or only from the file. */
  readonly by: 'git' | 'file';
}

/** Whether it counts towards compliance. */
export function isCountable({ status }: ComplianceMeasurement): boolean {
  return status !== 'waiting' && status !== 'unknown';
}

export function complianceStatusOf(dueAt: Instant, at: Instant | undefined, now: Instant): ComplianceStatus {
  if (at !== undefined) return at <= dueAt ? 'met' : 'late';
  return now > dueAt ? 'missed' : 'waiting';
}
