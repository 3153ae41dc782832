/** Milliseconds. */
export type Duration = number;

export const SECOND: Duration = 1000;
export const MINUTE: Duration = 60 * SECOND;
export const HOUR: Duration = 60 * MINUTE;
export const DAY: Duration = 24 * HOUR;

/** A period that repeats by date, such as a quarterly review. */
export interface CalendarSpan {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month' | 'year';
}

const UNITS: Readonly<Record<string, Duration>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };
const PART = String.raw`(\d+)\s*(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)`;

/** For editors, in the JSON Schemas. */
export const DURATION_PATTERN = `^\\s*(?:${PART.replaceAll('(\\d', '(?:\\d')}\\s*)+$`.replaceAll(
  '(seconds',
  '(?:seconds',
);

/** Parses `5m`, `2h`, `1h 30m`, `48 hours`. */
export function parseDuration(text: string): Duration | undefined {
  if (!new RegExp(`^\\s*(?:${PART}\\s*)+$`, 'i').test(text)) return undefined;
  let total = 0;
  for (const [, count, unit] of text.matchAll(new RegExp(PART, 'gi')))
    total += +count! * UNITS[unit![0]!.toLowerCase()]!;
  return total;
}

/** Parses `3 months`, `1 week`, `quarterly`. */
export function parseCalendarSpan(text: string): CalendarSpan | undefined {
  const named = /^\s*(daily|weekly|monthly|quarterly|yearly)\s*$/i.exec(text)?.[1]?.toLowerCase();
  if (named === 'quarterly') return { count: 3, unit: 'month' };
  if (named)
    return { count: 1, unit: named === 'daily' ? 'day' : (named.replace(/ly$/, '') as CalendarSpan['unit']) };
  const parts = /^\s*(\d+)\s*(day|week|month|year)s?\s*$/i.exec(text);
  return parts ? { count: +parts[1]!, unit: parts[2]!.toLowerCase() as CalendarSpan['unit'] } : undefined;
}

/** `5 minutes`, `1 hour 30 minutes`, `2 days`. Two units at most. */
export function formatDuration(duration: Duration): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(duration / SECOND)) * SECOND;
  const units = [
    [2 * DAY, DAY, 'day'],
    [HOUR, HOUR, 'hour'],
    [MINUTE, MINUTE, 'minute'],
    [SECOND, SECOND, 'second'],
  ] as const;
  for (const [from, size, name] of units) {
    const count = Math.floor(rest / size);
    if (rest < from || count === 0) continue;
    parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
    rest -= count * size;
  }
  return parts.slice(0, 2).join(' ') || '0 seconds';
}
