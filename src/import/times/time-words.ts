import { DAY, MINUTE } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import { parseInstant } from '../../time/instant.ts';
import { zoneOffsetAt } from '../../time/zone.ts';
import type { Instant } from '../../time/instant.ts';
import { parseLooseTime } from './loose-time.ts';
import { findZone } from './zone-names.ts';
import type { RecordTime } from '../record.ts';

/** What a text says of a time: all that it says, and no more. */
export interface PartialTime {
  readonly year?: number;
  /** From 1. */
  readonly month?: number;
  readonly day?: number;
  /** Minutes since midnight. */
  readonly minute?: number;
  /** An IANA zone, or an offset in milliseconds; absent where the text names none that is known. */
  readonly zone?: string | number;
}

/** A time that was read: a point in time, perhaps by an assumption; or what little was said. */
export type TimeReadResult =
  | { readonly instant: Instant; readonly assumed?: string }
  | {
      readonly partial: PartialTime;
      readonly words: string;
      /** What of the words was not understood: it may be a zone, so the time of day is not used. */
      readonly unclear?: string;
    }
  | { readonly missing: true };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = String.raw`\b(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?`;
const DAY_AND_MONTH = new RegExp(
  `(?<!\\d)\\d{1,2}(?:st|nd|rd|th)?(?:\\s+of)?\\s+${MONTH}|${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?(?![\\d:])|${MONTH}`,
  'gi',
);
const DATE = /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;
/** Day, month, year: with slashes it may be month, day, year. */
const TURNED_DATE = /(?<!\d)(\d{1,2})[-.](\d{1,2})[-.](\d{4})(?!\d)/;
const CLOCK = /(?<![\d:.])0?(\d{1,2})[:h](\d{2})(?::\d{2})?(?:\s*([ap])\.?m\b)?/i;

/** Reads a time as another tool gave it. One without a zone is read in the record's own, or as UTC, which it says. */
export function readTime(time: RecordTime): TimeReadResult {
  for (const [index, text] of [time.iso, time.words].entries()) {
    if (text === undefined || text.trim() === '') continue;
    const read = parseInstant(text);
    if ('instant' in read) return { instant: read.instant };
    const loose = read.error === 'zone-missing' ? { local: read.local! } : parseLooseTime(text);
    if (loose?.offset !== undefined) return { instant: loose.local - loose.offset };
    if (loose && time.offset !== undefined) return { instant: loose.local - time.offset };
    if (loose) return { instant: loose.local, assumed: `"${text}" has no zone: read as UTC` };
    const partial = parseTimeWords(text);
    if (Object.keys(partial).length === 0) continue;
    const unclear = index === 0 ? findUnclear(text) : '';
    if (unclear !== '') {
      const { minute: _, zone: __, ...date } = partial;
      if (Object.keys(date).length === 0) continue;
      return { partial: date, words: text, unclear };
    }
    const placed = partial.zone === undefined && time.offset !== undefined;
    return { partial: placed ? { ...partial, zone: time.offset } : partial, words: text };
  }
  return { missing: true };
}

/** A time so much later than another one; undefined where that is no whole time, or the sum is none. */
export function addToTime(time: RecordTime, duration: Duration): RecordTime | undefined {
  const read = readTime(time);
  const sum = 'instant' in read ? new Date(read.instant + duration) : undefined;
  return sum && Number.isFinite(sum.getTime()) ? { iso: sum.toISOString() } : undefined;
}

/** Finds a date, a time of day and a zone in a person's words. */
export function parseTimeWords(words: string): PartialTime {
  const date = DATE.exec(words);
  const turned = date ? null : TURNED_DATE.exec(words);
  const rest = words.replace(date?.[0] ?? turned?.[0] ?? /$^/, ' ').replace(/\bT(?=\d)/, ' ');
  const clock = CLOCK.exec(rest);
  const other = rest.replace(clock?.[0] ?? /$^/, ' ');
  const named =
    new RegExp(`${MONTH}\\s+(\\d{1,2})(?![\\d:])`, 'i').exec(other)?.slice(1) ??
    new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+${MONTH}`, 'i')
      .exec(other)
      ?.slice(1)
      .toReversed();
  const year = date?.[1] ?? turned?.[3] ?? /(?<![\d:])((?:19|20)\d{2})(?![\d:])/.exec(other)?.[1];
  const month =
    date?.[2] ?? turned?.[2] ?? (named && MONTHS.indexOf(named[0]!.slice(0, 3).toLowerCase()) + 1);
  const day = date?.[3] ?? turned?.[1] ?? named?.[1];
  const minute = clock ? minuteOf(clock) : undefined;
  const zone = findZone(other.replace(new RegExp(MONTH, 'gi'), ' '))?.zone;
  const dated =
    month !== undefined &&
    day !== undefined &&
    +day >= 1 &&
    +day <= daysIn(year === undefined ? undefined : +year, +month);
  return {
    ...(year !== undefined && isPlausibleYear(+year) && { year: +year }),
    ...(dated && { month: +month, day: +day }),
    ...(minute !== undefined && { minute }),
    ...(minute !== undefined && zone !== undefined && { zone }),
  };
}

/** 0 for a month that doesn't exist. */
function daysIn(year = 2000, month: number): number {
  return month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0;
}

/** What of a machine's spelling is neither a date, a time of day nor a zone that is known. */
function findUnclear(text: string): string {
  const rest = text
    .replace(DATE, (whole, year) => (isPlausibleYear(+year) ? ' ' : whole))
    .replace(TURNED_DATE, ' ')
    .replace(/\bT(?=\d)/, ' ')
    .replace(CLOCK, (whole, ...groups) => (minuteOf([whole, ...groups] as never) === undefined ? whole : ' '))
    .replace(/[.,]\d{1,9}(?=\D|$)/, ' ')
    .replace(DAY_AND_MONTH, ' ')
    .replace(/\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|at|on|of|the|(?:19|20)\d{2})\b/gi, ' ');
  const zone = findZone(rest)?.words;
  const left =
    zone === undefined ? rest : rest.replace(zone, ' ').replace(/\[[^\]]{0,50}\]|\([^)]{0,80}\)/, ' ');
  return /[\p{L}\p{N}]/u.test(left) ? left.trim().replace(/\s+/g, ' ') : '';
}

function isPlausibleYear(year: number): boolean {
  return year >= 1990 && year <= 2150;
}

function minuteOf([, hour, minute, half]: RegExpExecArray): number | undefined {
  const hours = half === undefined ? +hour! : (+hour! % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return hours < 24 && +minute! < 60 ? hours * 60 + +minute! : undefined;
}

/** The instant of a time on a day, both as the clocks of the partial's zone show them; a day beyond its month is its last. */
export function instantOn(partial: PartialTime, year: number, month: number, day: number): Instant {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const local = Date.UTC(year, month - 1, Math.min(day, last)) + (partial.minute ?? 0) * MINUTE;
  return local - offsetOf(partial, local);
}

/** The date that the clocks of the partial's zone show at an instant. */
export function dateAt(partial: PartialTime, instant: Instant): { year: number; month: number; day: number } {
  const local = new Date(instant + offsetOf(partial, instant));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

function offsetOf({ zone = 0 }: PartialTime, instant: Instant): number {
  return typeof zone === 'number' ? zone : zoneOffsetAt(instant, zone);
}

/** A partial that names a month and a day, and whether it also names the year. */
export function isDated(partial: PartialTime): partial is PartialTime & { month: number; day: number } {
  return partial.month !== undefined && partial.day !== undefined;
}

/** The instant of a dated partial without its year: the one that lies nearest to another instant. */
export function nearestYear(partial: PartialTime & { month: number; day: number }, to: Instant): Instant {
  if (partial.year !== undefined) return instantOn(partial, partial.year, partial.month, partial.day);
  const { year } = dateAt(partial, to);
  const choices = [year - 1, year, year + 1].map((one) =>
    instantOn(partial, one, partial.month, partial.day),
  );
  return choices.toSorted((a, b) => Math.abs(a - to) - Math.abs(b - to))[0]!;
}

/** The same time of day on the date of another instant, on the day after if it would lie before, or the day before. */
export function nextTimeOfDay(partial: PartialTime, other: Instant, side: 'after' | 'before'): Instant {
  const { year, month, day } = dateAt(partial, other);
  const same = instantOn(partial, year, month, day);
  if (side === 'after') return same < other ? same + DAY : same;
  return same > other ? same - DAY : same;
}
