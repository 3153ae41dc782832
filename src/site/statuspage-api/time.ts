import { MINUTE } from '../../time/duration.ts';
import { zoneOffsetAt } from '../../time/instant.ts';
import type { Instant } from '../../time/instant.ts';
import type { ApiTime } from './shapes.ts';

/** `2026-11-22T10:10:00.000+01:00`: with milliseconds and the offset of the page's zone; `Z` where that is none. */
export function formatApiTime(instant: Instant, zone: string): ApiTime {
  const minutes = Math.round(zoneOffsetAt(instant, zone) / MINUTE);
  const local = new Date(instant + minutes * MINUTE).toISOString().slice(0, -1);
  if (minutes === 0) return `${local}Z`;
  const two = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
