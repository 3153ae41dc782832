import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { MeasurementKind } from '../content/schema/policy-deadlines.ts';

/**
 * How the SOP was kept in one thing: `kept`; `late`, it came, but later than the SOP says; `short`, it was watched less
 * long; `missed`, it has not come, and is late; `waiting`, it may still come in time; `unknown`, nobody wrote it down.
 */
export type ComplianceStatus = 'kept' | 'late' | 'short' | 'missed' | 'waiting' | 'unknown';

/** One thing that the SOP gives a time for, against what happened. */
export interface ComplianceMeasurement {
  readonly kind: MeasurementKind;
  readonly clause?: string;
  /** In words. */
  readonly what: string;
  readonly verdict: ComplianceStatus;
  /** What the time counts from. */
  readonly from: Instant;
  /** When it was late: `from + given`. For `monitoring`, when it was long enough. */
  readonly bound: Instant;
  /** How long the SOP gives. */
  readonly given: Duration;
  /** When it came; absent where it didn't, or nobody wrote it down. */
  readonly at?: Instant;
  /** How long it took, or has taken so far. */
  readonly took?: Duration;
  /** Whose word `at` is: git's, which customers' eyes bear out, or the file's own. */
  readonly by: 'git' | 'file';
}

/** Whether a verdict counts when it is asked how the SOP was kept. */
export function isCountable({ verdict }: ComplianceMeasurement): boolean {
  return verdict !== 'waiting' && verdict !== 'unknown';
}

/** The verdict on something that was to come by a time. */
export function complianceStatusOf(dueAt: Instant, at: Instant | undefined, now: Instant): ComplianceStatus {
  if (at !== undefined) return at <= dueAt ? 'kept' : 'late';
  return now > dueAt ? 'missed' : 'waiting';
}
