import { HOUR, MINUTE } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import { zoneOffsetAt } from '../../time/zone.ts';

/**
 * Abbreviations that mean one thing, in hours east of UTC. Those with several meanings are left out, such as IST (India,
 * Ireland, Israel).
 */
const FIXED_HOURS: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  PST: -8,
  PDT: -7,
  MST: -7,
  MDT: -6,
  CST: -6,
  CDT: -5,
  EST: -5,
  EDT: -4,
  BRT: -3,
  WET: 0,
  WEST: 1,
  BST: 1,
  WAT: 1,
  CET: 1,
  CEST: 2,
  CAT: 2,
  SAST: 2,
  EET: 2,
  EEST: 3,
  EAT: 3,
  MSK: 3,
  SGT: 8,
  HKT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};

/** What a place calls its clocks in summer and in winter. */
const PLACES: Readonly<Record<string, string>> = {
  PT: 'America/Los_Angeles',
  MT: 'America/Denver',
  CT: 'America/Chicago',
  ET: 'America/New_York',
};

const TIMES_OF_PLACES: Readonly<Record<string, string>> = {
  pacific: PLACES['PT']!,
  mountain: PLACES['MT']!,
  central: PLACES['CT']!,
  eastern: PLACES['ET']!,
};

const OFFSET = /(?:\b(?:UTC|GMT))?(?<![\d:])([+\-\u2212])(\d{1,2})(?::?(\d{2}))?(?![\d:-])/i;
const WORDS = /\b(pacific|mountain|central|eastern)\s+(?:standard\s+|daylight\s+)?time\b/i;
const IANA =
  /\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)\/[A-Za-z_+-]{2,40}(?:\/[A-Za-z_]{2,40})?/;

/** A zone that a text names: an offset, or an IANA zone. */
export interface NamedZone {
  readonly zone: Duration | string;
  /** The words that name it. */
  readonly words: string;
}

/** The zone that a text without its date and its time of day names; undefined where it names none that is known. */
export function findZone(text: string): NamedZone | undefined {
  const offset = OFFSET.exec(text);
  const zone = offset ? parseOffset(offset) : undefined;
  if (zone !== undefined) return { zone, words: offset![0] };
  const place = IANA.exec(text)?.[0];
  if (place !== undefined && isZone(place)) return { zone: place, words: place };
  const time = WORDS.exec(text);
  if (time) return { zone: TIMES_OF_PLACES[time[1]!.toLowerCase()]!, words: time[0] };
  // "est" and "eat" are words too.
  for (const word of text.match(/\b(?:[A-Z]{1,5}|utc|gmt|z)\b/g) ?? []) {
    const name = word.toUpperCase();
    if (Object.hasOwn(FIXED_HOURS, name)) return { zone: FIXED_HOURS[name]! * HOUR, words: word };
    if (Object.hasOwn(PLACES, name)) return { zone: PLACES[name]!, words: word };
  }
  return undefined;
}

function parseOffset([, sign, hours, minutes = '0']: RegExpExecArray): Duration | undefined {
  const size = +hours! * HOUR + +minutes * MINUTE;
  return size > 14 * HOUR || +minutes > 59 ? undefined : (sign === '+' ? 1 : -1) * size;
}

function isZone(name: string): boolean {
  try {
    zoneOffsetAt(0, name);
    return true;
  } catch {
    return false;
  }
}
