import { SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import { findZone } from './zone-names.ts';
import type { Instant } from '../../time/instant.ts';

/** A time as its clock showed it; `offset` (milliseconds east of UTC) is absent where the text names no zone. */
export interface LooseTime {
  /** Milliseconds of the clock's own reading, as if it were UTC. */
  readonly local: Instant;
  readonly offset?: number;
}

/** The longest that programs write have about 70 characters. */
const LONGEST_TIME = 1000;

const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2100, 0);

/** `2023-02-02T015:00:00+08:00`, `2022-1-5 9:06`, `2024/06/01 21:28:00`, `2024-02-27 3:36 PM`, `2021-05-30`. */
const NUMERIC =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:T|\s+(?:at\s+)?|,\s*)0?(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm|a\.m\.|p\.m\.)?([^]*))?$/i;

/** `Fri Mar 12 2021 17:01:50 GMT+0000 (Coordinated Universal Time)`, `Tue Oct 11 12:24:02 UTC 2022`. */
const OF_A_PROGRAM = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads the spellings that programs and careful persons use; undefined where any part of the text is not understood. */
export function parseLooseTime(text: string): LooseTime | undefined {
  if (text.length > LONGEST_TIME) return undefined;
  const trimmed = text.trim();
  return parseEpoch(trimmed) ?? parseNumeric(trimmed) ?? parseProgram(trimmed);
}

/** Seconds or milliseconds since 1970, between the years 2000 and 2100. */
function parseEpoch(text: string): LooseTime | undefined {
  if (!/^\d{9,13}(?:\.\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  const instant = [value * SECOND, value].find((one) => one >= EARLIEST && one < LATEST);
  return instant === undefined ? undefined : { local: Math.floor(instant), offset: 0 };
}

function parseNumeric(text: string): LooseTime | undefined {
  const parts = NUMERIC.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', half, zone = ''] = parts;
  const hours = hourOf(+hour, half);
  const offset = parseZone(zone);
  if (hours === undefined || offset === 'unknown') return undefined;
  return build([+year!, +month!, +day!, hours, +minute, +second, +`0.${fraction}`], offset);
}

function parseProgram(text: string): LooseTime | undefined {
  const rest = text.replace(OF_A_PROGRAM, '').replace(/\s*\([^)]*\)\s*$/, '');
  const javascript =
    /^([a-z]{3})\w*\s+(\d{1,2}),?\s+(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?([^]*)$/i.exec(rest);
  if (javascript) {
    const [, month, day, year, hour, minute, second = '0', half, zone = ''] = javascript;
    return fromNames(year!, month!, day!, hour!, minute!, second, zone, half);
  }
  const mail = /^(\d{1,2})\s+([a-z]{3})\w*\s+(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?([^]*)$/i.exec(rest);
  if (mail) {
    const [, day, month, year, hour, minute, second = '0', zone = ''] = mail;
    return fromNames(year!, month!, day!, hour!, minute!, second, zone);
  }
  const ctime = /^([a-z]{3})\w*\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+([A-Z]{0,5})\s*(\d{4})$/i.exec(
    rest,
  );
  if (!ctime) return undefined;
  const [, month, day, hour, minute, second = '0', zone = '', year] = ctime;
  return fromNames(year!, month!, day!, hour!, minute!, second, zone);
}

function fromNames(
  year: string,
  month: string,
  day: string,
  hour: string,
  minute: string,
  second: string,
  zone: string,
  half?: string,
): LooseTime | undefined {
  const at = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  const hours = hourOf(+hour, half);
  const offset = parseZone(zone);
  if (at === -1 || hours === undefined || offset === 'unknown') return undefined;
  return build([+year, at + 1, +day, hours, +minute, +second, 0], offset);
}

/** `16:32 PM` is a person's 16:32. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (hour > 23) return undefined;
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** Undefined where the text is empty; `unknown` where it is more than a zone with a fixed offset. */
function parseZone(text: string): Duration | undefined | 'unknown' {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  for (const spelling of [trimmed, trimmed.toUpperCase()]) {
    const found = findZone(spelling);
    if (found && found.words === spelling && typeof found.zone === 'number') return found.zone;
  }
  return 'unknown';
}

function build(
  [year, month, day, hour, minute, second, fraction]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ],
  offset: number | undefined,
): LooseTime | undefined {
  const local = Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(fraction * SECOND));
  const back = new Date(local);
  const exists = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && minute < 60 && second < 60;
  if (!exists || local < Date.UTC(1990, 0) || local >= LATEST) return undefined;
  return { local, ...(offset !== undefined && { offset }) };
}
