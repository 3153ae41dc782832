import { DAY, HOUR, MINUTE } from '../time/duration.ts';
import { floorToMinute, formatInstant, parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatInZone, formatInZoneAndUtc, instantOfLocalTime, zoneOffsetAt } from '../time/zone.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';

export const PAST_TIMES = ['detected', 'started', 'fixed', 'ended', 'time'] as const;
const PLANNED = ['starts', 'ends', 'nextUpdate'] as const;

/** How far ahead of the clock a time of day may be and still mean today. */
const MAX_AHEAD = 5 * MINUTE;

/** Yesterday's time of day is only meant if it is no longer ago: 23:50 at 03:30 is, 23:59 at 22:36 is a slip. */
const MAX_AGO_YESTERDAY = 12 * HOUR;

/**
 * Replaces times without a time zone by instants in the site's zone: with a day, such as `2026-12-21 22:00`, that time; as a
 * time of day, such as `03:10`, the last such time, or for the start and the end of a maintenance or notice the next one.
 * @throws InputError if a time of day is later than now and yesterday's was long ago, or if something is said to have happened in
 * the future
 */
export function withLocalTimes(input: IncidentInput, zone: string, now: Instant): IncidentInput {
  const times: { [Key in (typeof PAST_TIMES | typeof PLANNED)[number]]?: string } = {};
  for (const key of PAST_TIMES) {
    const at = timeWithDay(input[key], zone) ?? lastTimeOfDay(input[key], key, zone, now);
    if (at !== undefined) times[key] = formatInstant(at);
    refuseFutureTime(times[key] ?? input[key], key, zone, now);
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

/** @throws InputError with both times in the site's zone and in UTC */
function refuseFutureTime(
  text: string | undefined,
  key: (typeof PAST_TIMES)[number],
  zone: string,
  now: Instant,
): void {
  const read = parseInstant(text ?? '');
  if (!('instant' in read) || read.instant <= now + MAX_AHEAD) return;
  throw new InputError(
    `--${key} ${formatInZoneAndUtc(read.instant, zone)} is in the future.`,
    `It is now ${formatInZoneAndUtc(floorToMinute(now), zone)}.`,
  );
}

/** A time with its day, but without a time zone. */
function timeWithDay(text: string | undefined, zone: string): Instant | undefined {
  const read = parseInstant(text ?? '');
  return 'error' in read && read.error === 'zone-missing' && read.local !== undefined
    ? instantOfLocalTime(new Date(read.local).toISOString().slice(0, 16), zone)
    : undefined;
}

function lastTimeOfDay(
  text: string | undefined,
  key: (typeof PAST_TIMES)[number],
  zone: string,
  now: Instant,
): Instant | undefined {
  const today = timeOnDayOf(text, zone, now + MAX_AHEAD);
  if (today === undefined || today <= now + MAX_AHEAD) return today;
  const yesterday = timeOnDayOf(text, zone, now + MAX_AHEAD - DAY)!;
  if (now - yesterday <= MAX_AGO_YESTERDAY) return yesterday;
  throw new InputError(`--${key} ${text!.trim()} has not come yet.`, futureTimeHelp(yesterday, zone, now));
}

/** What is wrong with a time, also one without a time zone, that a person typed for something that has happened. */
export function findTimeOfDayProblem(text: string, zone: string, now: Instant): string | undefined {
  try {
    lastTimeOfDay(text, 'time', zone, now);
    const at = timeWithDay(text, zone);
    refuseFutureTime(at === undefined ? text.trim() : formatInstant(at), 'time', zone, now);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return `${text.trim()} has not come yet. ${error.help}`;
    throw error;
  }
}

function futureTimeHelp(yesterday: Instant, zone: string, now: Instant): string {
  const clock = formatInZone(floorToMinute(now), zone).slice(11, 16);
  const day = formatInZone(yesterday, zone).slice(0, 16).replace('T', ' ');
  return `It is ${clock} in ${zone}. Write how long ago it was, such as 12m, or with its day if it was yesterday: "${day}".`;
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
