import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { EventCompliance } from '../event-compliance.ts';
import type { ComplianceReport } from '../compliance.ts';

/** Increased when a field is removed or changes its meaning, but not for new fields. */
export const COMPLIANCE_JSON_VERSION = 1;

/**
 * The compliance report as JSON: `{ version, now, entries, quarters, onTimeUpdates, objectives, findings }`, or with one incident
 * given `{ version, now, entry }`. Times are UTC, lengths in seconds; absent values are null.
 */
export function renderComplianceJson(report: ComplianceReport | EventCompliance, now: Instant): string {
  const head = { version: COMPLIANCE_JSON_VERSION, now: formatInstant(now) };
  if ('measures' in report) return stringifyJson({ ...head, entry: eventToJson(report) });
  const { entries, quarters, onTimeUpdates, objectives, findings } = report;
  return stringifyJson({
    ...head,
    entries: entries.map(eventToJson),
    quarters: quarters.map(({ tallies, longestGap, ...rest }) => ({
      ...rest,
      tallies: tallies.map(({ clause, median, longest, ...tally }) => ({
        ...tally,
        clause: clause ?? null,
        median: seconds(median),
        longest: seconds(longest),
      })),
      longestGap: longestGap ? { incident: longestGap.incident, length: seconds(longestGap.length) } : null,
    })),
    onTimeUpdates: {
      ...onTimeUpdates,
      from: formatInstant(onTimeUpdates.from),
      to: formatInstant(onTimeUpdates.to),
      late: onTimeUpdates.late.map(({ incident, by }) => ({ incident, by: seconds(by) })),
    },
    objectives: objectives.map(({ availability, budget, spent, ...rest }) => ({
      ...rest,
      from: formatInstant(availability.from),
      to: formatInstant(availability.to),
      available: availability.share,
      lost: seconds(availability.downtime),
      budget: seconds(budget),
      spent: spent === Infinity ? null : spent,
      incidents: availability.incidents,
    })),
    findings: findings.map(({ rule, clause, level, location, message, help }) => ({
      rule,
      clause,
      level,
      ...location,
      message,
      help,
    })),
  });
}

function eventToJson({
  severity,
  began,
  ended,
  affected,
  longestGap,
  measures,
  notified,
  ...rest
}: EventCompliance): object {
  return {
    ...rest,
    severity: severity?.key ?? null,
    began: formatInstant(began),
    ended: time(ended),
    ...(affected && { affected: { from: time(affected.from), to: time(affected.to) } }),
    measures: measures.map(({ clause, from, bound, given, at, took, ...measure }) => ({
      ...measure,
      clause: clause ?? null,
      from: formatInstant(from),
      bound: formatInstant(bound),
      given: seconds(given),
      at: time(at),
      took: seconds(took),
    })),
    ...(notified && {
      notified: notified.map(({ audience, after }) => ({ audience, after: seconds(after) })),
    }),
    longestGap: longestGap
      ? {
          from: formatInstant(longestGap.from),
          to: formatInstant(longestGap.to),
          length: seconds(longestGap.length),
        }
      : null,
  };
}

function time(instant: Instant | undefined): string | null {
  return instant === undefined ? null : formatInstant(instant);
}

function seconds(length: number | undefined): number | null {
  return length === undefined ? null : Math.floor(length / 1000);
}

function stringifyJson(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
