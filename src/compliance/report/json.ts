import { formatInstant } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { EntryRecord } from '../incident-record.ts';
import type { KeptRecord } from '../compliance.ts';

/** Grows when a field changes its meaning or goes; new fields don't count. */
export const RECORD_VERSION = 1;

/**
 * The record for programs: `{ version, now, entries, quarters, promise, objectives, findings }`, or with one incident
 * asked for `{ version, now, entry }`. Times are UTC, lengths in seconds; what is not there is null.
 */
export function drawRecordJson(record: KeptRecord | EntryRecord, now: Instant): string {
  const head = { version: RECORD_VERSION, now: formatInstant(now) };
  if ('measures' in record) return write({ ...head, entry: flatEntry(record) });
  const { entries, quarters, promise, objectives, findings } = record;
  return write({
    ...head,
    entries: entries.map(flatEntry),
    quarters: quarters.map(({ tallies, longestSilence, ...rest }) => ({
      ...rest,
      tallies: tallies.map(({ clause, median, longest, ...tally }) => ({
        ...tally,
        clause: clause ?? null,
        median: seconds(median),
        longest: seconds(longest),
      })),
      longestSilence: longestSilence
        ? { incident: longestSilence.incident, length: seconds(longestSilence.length) }
        : null,
    })),
    promise: {
      ...promise,
      from: formatInstant(promise.from),
      to: formatInstant(promise.to),
      late: promise.late.map(({ incident, by }) => ({ incident, by: seconds(by) })),
    },
    objectives: objectives.map(({ availability, budget, spent, ...rest }) => ({
      ...rest,
      from: formatInstant(availability.from),
      to: formatInstant(availability.to),
      available: availability.share,
      lost: seconds(availability.lost),
      budget: seconds(budget),
      spent: spent === Infinity ? null : spent,
      incidents: availability.incidents,
    })),
    findings: findings.map(({ rule, clause, level, place, message, help }) => ({
      rule,
      clause,
      level,
      ...place,
      message,
      help,
    })),
  });
}

function flatEntry({ severity, began, ended, longestSilence, measures, ...rest }: EntryRecord): object {
  return {
    ...rest,
    severity: severity?.key ?? null,
    began: formatInstant(began),
    ended: time(ended),
    measures: measures.map(({ clause, from, bound, given, at, took, ...measure }) => ({
      ...measure,
      clause: clause ?? null,
      from: formatInstant(from),
      bound: formatInstant(bound),
      given: seconds(given),
      at: time(at),
      took: seconds(took),
    })),
    longestSilence: longestSilence
      ? {
          from: formatInstant(longestSilence.from),
          to: formatInstant(longestSilence.to),
          length: seconds(longestSilence.length),
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

function write(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
