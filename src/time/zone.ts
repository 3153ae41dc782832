import { TZDate } from '@date-fns/tz/date';
import { tzOffset } from '@date-fns/tz/tzOffset';
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
