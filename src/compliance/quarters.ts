import { quarterOf } from '../time/calendar.ts';
import type { Duration } from '../time/duration.ts';
import { MEASUREMENT_KINDS } from '../content/schema/policy-deadlines.ts';
import type { MeasurementKind } from '../content/schema/policy-deadlines.ts';
import type { Calendar } from '../time/calendar.ts';
import type { EventCompliance } from './event-compliance.ts';
import { isCountable } from './measure.ts';
import type { ComplianceMeasurement } from './measure.ts';

/** Compliance with one requirement in several incidents. */
export interface MeasurementCount {
  readonly kind: MeasurementKind;
  readonly clause?: string;
  readonly met: number;
  /** Without unknown and waiting ones. */
  readonly of: number;
  /** How many were not recorded. */
  readonly unknown: number;
  /** The median time taken; absent if it was never done. */
  readonly median?: Duration;
  readonly longest?: Duration;
}

/** Incidents that were detected in one quarter, by the site's calendar. */
export interface QuarterCompliance {
  /** `2026-Q4`. */
  readonly quarter: string;
  readonly incidents: number;
  /** By severity key. */
  readonly severities: Readonly<Record<string, number>>;
  readonly tallies: readonly MeasurementCount[];
  readonly longestGap?: { readonly incident: string; readonly length: Duration };
}

/** Newest first. */
export function complianceByQuarter(
  events: readonly EventCompliance[],
  calendar: Calendar,
): QuarterCompliance[] {
  const quarters = new Map<string, EventCompliance[]>();
  for (const event of events) {
    const quarter = quarterOf(calendar.dayOf(event.began));
    const members = quarters.get(quarter);
    if (members) members.push(event);
    else quarters.set(quarter, [event]);
  }
  const sorted = [...quarters].toSorted(([a], [b]) => (a < b ? 1 : -1));
  return sorted.map(([quarter, members]) => quarterComplianceOf(quarter, members));
}

function quarterComplianceOf(quarter: string, events: readonly EventCompliance[]): QuarterCompliance {
  const incidents = events.filter(({ kind }) => kind === 'incident');
  const severities: Record<string, number> = {};
  for (const { severity } of incidents)
    if (severity) severities[severity.key] = (severities[severity.key] ?? 0) + 1;
  const silences = incidents.flatMap(({ id, longestGap }) =>
    longestGap ? [{ incident: id, length: longestGap.length }] : [],
  );
  const longest = silences.reduce<(typeof silences)[number] | undefined>(
    (a, b) => (a && a.length >= b.length ? a : b),
    undefined,
  );
  return {
    quarter,
    incidents: incidents.length,
    severities,
    tallies: countMeasurements(events.flatMap(({ measures }) => measures)),
    ...(longest && { longestGap: longest }),
  };
}

export function countMeasurements(measures: readonly ComplianceMeasurement[]): MeasurementCount[] {
  return MEASUREMENT_KINDS.flatMap((kind) => {
    const members = measures.filter((measure) => measure.kind === kind);
    return members.length === 0 ? [] : [countMeasurementsOfKind(kind, members)];
  });
}

function countMeasurementsOfKind(
  kind: MeasurementKind,
  measures: readonly ComplianceMeasurement[],
): MeasurementCount {
  const measured = measures.filter(isCountable);
  const took = measured
    .flatMap(({ at, took: time }) => (at === undefined || time === undefined ? [] : [time]))
    .toSorted((a, b) => a - b);
  const clauses = new Set(measures.map(({ clause }) => clause));
  const [clause] = clauses;
  return {
    kind,
    ...(clauses.size === 1 && clause !== undefined && { clause }),
    met: measured.filter(({ status }) => status === 'met').length,
    of: measured.length,
    unknown: measures.filter(({ status }) => status === 'unknown').length,
    ...(took.length > 0 && { median: took[(took.length - 1) >> 1]!, longest: took.at(-1)! }),
  };
}
