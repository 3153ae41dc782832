import { DAY, MINUTE } from '../time/duration.ts';
import { formatInstant, parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { instantOfLocalTime, zoneOffsetAt } from '../time/zone.ts';
import type { IncidentInput } from './inputs.ts';

export const PAST_TIMES = ['detected', 'started', 'fixed', 'ended', 'time'] as const;
const PLANNED = ['starts', 'ends', 'nextUpdate'] as const;

/** How far ahead of the clock a time of day may be and still mean today. */
const MAX_AHEAD = 5 * MINUTE;

/**
 * Replaces times without a time zone by instants in the site's zone: with a day, such as `2026-12-21 22:00`, that time; as a
 * time of day, such as `03:10`, the last such time, or for the start and the end of a maintenance or notice the next one.
 */
export function withLocalTimes(input: IncidentInput, zone: string, now: Instant): IncidentInput {
  const times: { [Key in (typeof PAST_TIMES | typeof PLANNED)[number]]?: string } = {};
  for (const key of PAST_TIMES) {
    const at = timeWithDay(input[key], zone) ?? lastTimeOfDay(input[key], zone, now + MAX_AHEAD);
    if (at !== undefined) times[key] = formatInstant(at);
  }
  let from = now;
  for (const key of PLANNED) {
    const at = timeWithDay(input[key], zone) ?? nextTimeOfDay(input[key], zone, from);
    if (at !== undefined) times[key] = formatInstant(at);
    const read = parseInstant(times[key] ?? input[key] ?? '');
    if ('instant' in read) from = read.instant;
  }
  return { ...input, ...times };
}

/** A time with its day, but without a time zone. */
function timeWithDay(text: string | undefined, zone: string): Instant | undefined {
  const read = parseInstant(text ?? '');
  return 'error' in read && read.error === 'zone-missing' && read.local !== undefined
    ? instantOfLocalTime(new Date(read.local).toISOString().slice(0, 16), zone)
    : undefined;
}

function lastTimeOfDay(text: string | undefined, zone: string, until: Instant): Instant | undefined {
  const today = timeOnDayOf(text, zone, until);
  return today !== undefined && today > until ? timeOnDayOf(text, zone, until - DAY) : today;
}

function nextTimeOfDay(text: string | undefined, zone: string, from: Instant): Instant | undefined {
  const today = timeOnDayOf(text, zone, from);
  return today !== undefined && today < from ? timeOnDayOf(text, zone, from + DAY) : today;
}

/** A time of day on the day that an instant has in the zone. */
function timeOnDayOf(text: string | undefined, zone: string, day: Instant): Instant | undefined {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text?.trim() ?? '') ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const local = day + zoneOffsetAt(day, zone);
  const wanted = Math.floor(local / DAY) * DAY + (Number(hour) * 60 + Number(minute)) * MINUTE;
  const guess = wanted - zoneOffsetAt(day, zone);
  // The offset may change during the day.
  return wanted - zoneOffsetAt(guess, zone);
}
