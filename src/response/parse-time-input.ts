import { MINUTE, parseDuration } from '../time/duration.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import { formatInstant, parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { InputError } from './input-error.ts';

/** How far ahead of the clock a time may be: two computers' clocks differ, and each update has a minute of its own. */
const MAX_CLOCK_AHEAD = 5 * MINUTE;

/** A time is written to the minute: what happened within it is not later than it. */
export function floorToMinute(instant: Instant): Instant {
  return Math.floor(instant / MINUTE) * MINUTE;
}

/**
 * Reads a time as a responder says it: `2026-11-22T09:10Z`, `now`, or how long ago: `12m`, `1h 30m ago`.
 * @throws Refused where it is none, or is still to come
 */
export function parseTimeInput(text: string, flag: string, now: Instant): Instant {
  const plain = text.trim();
  if (plain === 'now') return floorToMinute(now);
  const ago = parseDuration(plain.replace(/\s+ago$/i, ''));
  if (ago !== undefined) return floorToMinute(now - ago);
  const read = parseInstant(plain);
  if (!('instant' in read)) {
    const example = formatInstant(floorToMinute(now));
    throw new InputError(
      `--${flag} "${text}" is no time with its zone.`,
      `Write ${example}, or how long ago it was: --${flag} 12m`,
    );
  }
  if (read.instant > now + MAX_CLOCK_AHEAD) {
    throw new InputError(
      `--${flag} ${formatInstant(read.instant)} is still to come.`,
      `It is ${formatInstant(floorToMinute(now))}.`,
    );
  }
  return read.instant;
}

/**
 * The time of an update written now: the minute that it is, or the one after the last update's (V6.4).
 * @throws Refused where the last update stands in the future
 */
export function nextUpdateTime(event: IncidentOrMaintenance, now: Instant): Instant {
  const last = event.updates.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
  const stamp = Math.max(floorToMinute(now), floorToMinute(last) + MINUTE);
  if (stamp <= now + MAX_CLOCK_AHEAD) return stamp;
  throw new InputError(
    `The last update of ${event.id} says ${formatInstant(last)}; it is ${formatInstant(floorToMinute(now))}.`,
    "Check this computer's clock, or correct that update's time first.",
  );
}
