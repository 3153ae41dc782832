import { MINUTE, readDuration } from '../time/duration.ts';
import type { Entry } from '../content/incident.ts';
import { formatInstant, readInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { Refused } from './refused.ts';

/** How far ahead of the clock a time may be: two computers' clocks differ, and each update has a minute of its own. */
const AHEAD = 5 * MINUTE;

/** A time is written to the minute: what happened within it is not later than it. */
export function toMinute(instant: Instant): Instant {
  return Math.floor(instant / MINUTE) * MINUTE;
}

/**
 * Reads a time as a responder says it: `2026-11-22T09:10Z`, `now`, or how long ago: `12m`, `1h 30m ago`.
 * @throws Refused where it is none, or is still to come
 */
export function saidTime(text: string, flag: string, now: Instant): Instant {
  const plain = text.trim();
  if (plain === 'now') return toMinute(now);
  const ago = readDuration(plain.replace(/\s+ago$/i, ''));
  if (ago !== undefined) return toMinute(now - ago);
  const read = readInstant(plain);
  if (!('instant' in read)) {
    const example = formatInstant(toMinute(now));
    throw new Refused(
      `--${flag} "${text}" is no time with its zone.`,
      `Write ${example}, or how long ago it was: --${flag} 12m`,
    );
  }
  if (read.instant > now + AHEAD) {
    throw new Refused(
      `--${flag} ${formatInstant(read.instant)} is still to come.`,
      `It is ${formatInstant(toMinute(now))}.`,
    );
  }
  return read.instant;
}

/**
 * The time of an update written now: the minute that it is, or the one after the last update's (V6.4).
 * @throws Refused where the last update stands in the future
 */
export function stampAfter(entry: Entry, now: Instant): Instant {
  const last = entry.updates.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
  const stamp = Math.max(toMinute(now), toMinute(last) + MINUTE);
  if (stamp <= now + AHEAD) return stamp;
  throw new Refused(
    `The last update of ${entry.id} says ${formatInstant(last)}; it is ${formatInstant(toMinute(now))}.`,
    "Check this computer's clock, or correct that update's time first.",
  );
}
