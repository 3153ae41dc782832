import { MINUTE, parseDuration } from '../time/duration.ts';
import type { StatusEvent } from '../content/incident.ts';
import { floorToMinute, formatInstant, parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { InputError } from './input-error.ts';

/** How far ahead of the clock a time may be. Clocks differ, and no two updates share a minute. */
const MAX_CLOCK_AHEAD = 5 * MINUTE;

/**
 * Reads a time: `2026-11-22T09:10Z`, `now`, or how long ago: `12m`, `1h 30m ago`.
 * @throws InputError if it is invalid or in the future
 */
export function parseTimeInput(text: string, flag: string, now: Instant): Instant {
  const plain = text.trim();
  if (plain === 'now') return floorToMinute(now);
  const ago = parseDuration(plain.replace(/\s+ago$/i, ''));
  if (ago !== undefined) return floorToMinute(now - ago);
  const read = parseInstant(plain);
  if (!('instant' in read)) {
    throw new InputError(`--${flag} "${text}" is not a time.`, HOW_TO_WRITE_TIMES);
  }
  if (read.instant > now + MAX_CLOCK_AHEAD) {
    throw new InputError(
      `--${flag} ${formatInstant(read.instant)} is in the future.`,
      `It is now ${formatInstant(floorToMinute(now))}.`,
    );
  }
  return read.instant;
}

/** What is wrong with a time that a person typed: an instant, a time of day, or how long ago. */
export function findTimeProblem(text: string): string | undefined {
  const plain = text.trim().replace(/^(?:in\s+|\+)|\s+ago$/gi, '');
  if (plain === 'now' || TIME_OF_DAY.test(plain) || parseDuration(plain) !== undefined) return undefined;
  const read = parseInstant(plain);
  return 'instant' in read || read.error === 'zone-missing' ? undefined : HOW_TO_WRITE_TIMES;
}

const HOW_TO_WRITE_TIMES =
  'Write a time such as 03:10 or 2026-11-22 03:10, how long such as 12m, or a time with its zone: 2026-11-22T03:10Z.';

const TIME_OF_DAY = /^(?:[01]?\d|2[0-3]):[0-5]\d$/;

/**
 * Reads a time that may be in the future: `2026-12-21T08:00Z`, `now`, or how long after `from`: `3d`, `in 2h`.
 * @throws InputError if it is invalid
 */
export function parsePlannedTime(
  text: string,
  flag: 'starts' | 'ends' | 'next-update',
  from: Instant,
): Instant {
  const plain = text.trim();
  if (plain === 'now') return floorToMinute(from);
  const length = parseDuration(plain.replace(/^(?:in\s+|\+)/i, ''));
  if (length !== undefined) return floorToMinute(from + length);
  const read = parseInstant(plain);
  if ('instant' in read) return read.instant;
  throw new InputError(`--${flag} "${text}" is not a time.`, HOW_TO_WRITE_TIMES);
}

/**
 * The time of a new update: the current minute, or the minute after the last update (V6.4).
 * @throws InputError if the last update is in the future
 */
export function nextUpdateTime(event: StatusEvent, now: Instant): Instant {
  const last = event.updates.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
  const stamp = Math.max(floorToMinute(now), floorToMinute(last) + MINUTE);
  if (stamp <= now + MAX_CLOCK_AHEAD) return stamp;
  throw new InputError(
    `The last update of ${event.id} is at ${formatInstant(last)}, but it is now ${formatInstant(floorToMinute(now))}.`,
    "Check this computer's clock, or correct that update's time first.",
  );
}
