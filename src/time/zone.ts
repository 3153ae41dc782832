import { TZDate } from '@date-fns/tz/date';
import { tzOffset } from '@date-fns/tz/tzOffset';
import { DAY } from './duration.ts';
import type { Instant } from './instant.ts';

// Separate from instant.ts: `rollback` parses times and must run without installed dependencies.

/**
 * Milliseconds east of UTC.
 * @throws RangeError if the zone is not an IANA time zone
 */
export function zoneOffsetAt(instant: Instant, zone: string): number {
  const minutes = tzOffset(zone, new Date(instant));
  if (Number.isNaN(minutes)) throw new RangeError(`Unknown time zone "${zone}".`);
  return minutes * 60_000;
}

/** `2026-11-22T10:10+01:00` */
export function formatInZone(instant: Instant, zone: string): string {
  const text = new TZDate(instant, zone).toISOString();
  return `${text.slice(0, 16)}${text.slice(23)}`;
}

/** `2026-11-22 10:10 Africa/Lagos (2026-11-22T09:10Z)`: for a person who thinks in one of the two. */
export function formatInZoneAndUtc(instant: Instant, zone: string): string {
  const local = formatInZone(instant, zone).slice(0, 16).replace('T', ' ');
  return `${local} ${zone} (${new Date(instant).toISOString().slice(0, 16)}Z)`;
}

/** `2026-12-06T02:00`: a time in a zone that is stated elsewhere. */
export type LocalTime = string;

/**
 * The instant of a local time. Where the clocks skip it, the time that they show then, as RFC 5545 has it; where it occurs
 * twice, the first.
 */
export function instantOfLocalTime(local: LocalTime, zone: string): Instant {
  const utc = Date.parse(`${local}Z`);
  const offsets = [utc - DAY, utc + DAY].map((near) => zoneOffsetAt(near, zone));
  const fitting = offsets
    .map((offset) => utc - offset)
    .filter((instant) => instant + zoneOffsetAt(instant, zone) === utc);
  return fitting.length > 0 ? Math.min(...fitting) : utc - offsets[0]!;
}
