import { MINUTE } from './duration.ts';

/** Milliseconds since 1970-01-01T00:00Z. Always UTC; time zones only matter for display. */
export type Instant = number;

export type InstantError = 'shape' | 'zone-missing' | 'no-such-date' | 'implausible-year';

/** `local` is the time read as if it were UTC, for suggesting a correction. */
export type InstantParseResult =
  { readonly instant: Instant } | { readonly error: InstantError; readonly local?: Instant };

/** The time format of incident files: a date and a time with a time zone; seconds and the `T` are optional. */
export const INSTANT_PATTERN = String.raw`\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)? ?(?:[Zz]|[+-]\d{2}:?\d{2})`;

const SHAPE =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?: ?([Zz]|[+-]\d{2}:?\d{2}))?$/;
const EARLIEST_YEAR = 1990;
const LATEST_YEAR = 2150;

/**
 * Parses a time in an incident file. A missing time zone is an error, because guessing it would be wrong for someone.
 */
export function parseInstant(text: string): InstantParseResult {
  const parts = SHAPE.exec(text.trim());
  if (!parts) return { error: 'shape' };
  const [, year, month, day, hour, minute, second = '0', fraction = '0', zone] = parts;
  const local = Date.UTC(
    +year!,
    +month! - 1,
    +day!,
    +hour!,
    +minute!,
    +second,
    Math.floor(+`0.${fraction}` * 1000),
  );
  const back = new Date(local);
  const exists =
    back.getUTCMonth() === +month! - 1 &&
    back.getUTCDate() === +day! &&
    +hour! < 24 &&
    +minute! < 60 &&
    +second < 60;
  if (!exists) return { error: 'no-such-date' };
  if (+year! < EARLIEST_YEAR || +year! > LATEST_YEAR) return { error: 'implausible-year', local };
  if (!zone) return { error: 'zone-missing', local };
  const offset = parseZoneOffset(zone);
  return offset === undefined ? { error: 'no-such-date' } : { instant: local - offset };
}

/** Milliseconds east of UTC for `Z` or `+01:00`; undefined beyond ±14 hours. */
function parseZoneOffset(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const minutes = +zone.slice(1, 3) * 60 + +zone.slice(-2);
  if (minutes > 14 * 60 || +zone.slice(-2) > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

/** `2026-11-22T09:10Z`; seconds only if they are not zero. */
export function formatInstant(instant: Instant): string {
  const iso = new Date(instant).toISOString();
  return iso.endsWith(':00.000Z') ? `${iso.slice(0, 16)}Z` : `${iso.slice(0, 19)}Z`;
}

/** Files have times to the minute. Rounding down keeps events from preceding their cause. */
export function floorToMinute(instant: Instant): Instant {
  return Math.floor(instant / MINUTE) * MINUTE;
}
