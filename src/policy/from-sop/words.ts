import { slugify } from '../../text/slug.ts';
import { parseDuration } from '../../time/duration.ts';
import { parseTimeLimit } from '../../time/working-time.ts';

const SEVERITY = /\b(sev(?:erity)?|p|s|level|priority)[\s-]?(\d)\b/i;

/** A severity that a text begins with or is about: `SEV-1`, `Severity 2`, `P3`; its key in the policy. */
export function findSeverityKey(text: string): string | undefined {
  const [, word, number] = SEVERITY.exec(text) ?? [];
  if (word === undefined) return undefined;
  const kind = word.toLowerCase();
  return kind.length === 1 ? `${kind}${number}` : `${kind}-${number}`;
}

/** `Severity 1/2` and `SEV-1, SEV-2`: all keys. */
export function findSeverityKeys(text: string): string[] {
  const first = findSeverityKey(text);
  if (first === undefined) return [];
  const stem = first.slice(0, -1);
  const list = /\d(?:\s*(?:\/|,|and|&|or)\s*(?:sev(?:erity)?[\s-]?|[ps])?\d)*/i.exec(
    text.slice(SEVERITY.exec(text)!.index),
  )![0];
  return [...list.matchAll(/\d/g)].map(([number]) => stem + number);
}

const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const AMOUNT = `(\\d{1,4}|an?|${NUMBERS.join('|')})`;
const UNIT = '(minutes?|mins?|hours?|hrs?|days?|weeks?|m|h)';
const DURATION = new RegExp(
  `\\b${AMOUNT}[ -]?(?:((?:business|working|office)) )?${UNIT}\\b|\\b(?:every|each) ${UNIT}\\b|\\b(half an hour|hourly|daily|weekly)\\b`,
  'gi',
);

const NAMED: Readonly<Record<string, string>> = {
  'half an hour': '30m',
  hourly: '1h',
  daily: '1d',
  weekly: '7d',
};

/** Every duration in a text, as the policy writes it: `15m`, `5 business days`; `hourly` is `1h`. */
export function findDurations(text: string): string[] {
  const found = [...text.matchAll(DURATION)].map(([, amount = '1', working, unit, every, named]) => {
    if (named !== undefined) return NAMED[named.toLowerCase()]!;
    const count = readAmount(amount);
    const letter = (unit ?? every)![0]!.toLowerCase();
    if (working === undefined) return letter === 'w' ? `${count * 7}d` : `${count}${letter}`;
    return letter === 'd'
      ? `${count} business ${count === 1 ? 'day' : 'days'}`
      : [`${count}${letter}`, 'office hours'].join(' ');
  });
  return found.filter((limit) => parseTimeLimit(limit) !== undefined);
}

function readAmount(text: string): number {
  return /^\d/.test(text) ? Number(text) : Math.max(1, NUMBERS.indexOf(text.toLowerCase()) + 1);
}

/** The first duration in a sentence. Undefined if there is none. */
export const findDuration = (text: string): string | undefined => findDurations(text)[0];

/** The duration in a sentence that has one. Undefined if there are several: only one of them is the limit. */
export function findOnlyDuration(text: string): string | undefined {
  const [only, ...others] = findDurations(text);
  return others.length === 0 ? only : undefined;
}

/** The first duration by the clock; a time in business days is none. */
export const findClockDuration = (text: string): string | undefined =>
  findDurations(text).find((one) => parseDuration(one) !== undefined);

/** `15-30 minutes`: both ends. */
export function findDurationRange(text: string): readonly [due: string, late: string] | undefined {
  const range = /(\d+)\s*(?:-|–|to)\s*(\d+)\s*(minutes?|mins?|hours?|hrs?|days?)\b/i.exec(text);
  if (range) return [findDuration(`${range[1]} ${range[3]}`)!, findDuration(`${range[2]} ${range[3]}`)!];
  const one = findDuration(text);
  return one === undefined ? undefined : [one, one];
}

/** `every six months`, `quarterly`, `twice a year`: as the policy writes it. */
export function findCalendarPeriod(text: string): string | undefined {
  const named = /\b(quarterly|yearly|annually|monthly|twice a year)\b/i.exec(text)?.[1]?.toLowerCase();
  if (named !== undefined) return { annually: 'yearly', 'twice a year': '6 months' }[named] ?? named;
  const [, amount, unit] =
    new RegExp(`\\b(?:every|each)\\s+(?:${AMOUNT}\\s+)?(months?|quarters?|years?)\\b`, 'i').exec(text) ?? [];
  if (unit === undefined) return undefined;
  const count = readAmount(amount ?? '1') * { m: 1, q: 3, y: 12 }[unit[0]!.toLowerCase() as 'm' | 'q' | 'y'];
  return count === 1 ? 'monthly' : `${count} months`;
}

/** `Incident Commander (IC)` and `Incident commander`: `incident-commander`. */
export function toKey(text: string): string {
  return slugify(text.replace(/\([^)]*\)/g, ''), Number.POSITIVE_INFINITY);
}

/** `Root Cause`: `Root cause`. Words in capitals stay. */
export function toSentenceCase(text: string): string {
  const words = text.replace(/\s*\([^)]*\)/g, '').split(' ');
  return words
    .map((word, index) => (index === 0 || /^[A-Z]{2}/.test(word) ? word : word.toLowerCase()))
    .join(' ')
    .replace(/^On-Call\b/, 'On-call')
    .trim();
}

/** The parts of an enumeration, without the final full stop; the first letter is a capital. */
export function splitList(text: string): string[] {
  return text
    .replace(/\.$/, '')
    .split(/,\s*(?:and\s+|or\s+)?/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part[0]!.toUpperCase() + part.slice(1));
}

/** A value that its author has not decided yet. */
export function isUndecided(text: string): boolean {
  return /\b(?:TBD|TBC|to be (?:decided|defined|confirmed)|TODO|N\/A)\b/i.test(text);
}

/** `January 1, 2025`, `1 January 2025` and `2025-01-01`: `2025-01-01`. */
export function findDate(text: string): string | undefined {
  const iso = /\b\d{4}-\d{2}-\d{2}\b/.exec(text)?.[0];
  if (iso !== undefined) return iso;
  const [, month, day, year] = /\b([A-Z][a-z]+)\s+(\d{1,2}),?\s+(\d{4})\b/.exec(text) ?? [];
  const [, day2, month2, year2] = /\b(\d{1,2})\s+([A-Z][a-z]+)\s+(\d{4})\b/.exec(text) ?? [];
  const at = MONTHS.indexOf((month ?? month2 ?? '').slice(0, 3).toLowerCase());
  if (at === -1) return undefined;
  const digits = (value: number): string => String(value).padStart(2, '0');
  return `${year ?? year2}-${digits(at + 1)}-${digits(Number(day ?? day2))}`;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** The parts of a cell, between semicolons or line breaks; without them its enumeration. */
export function splitCell(text: string): string[] {
  const parts = /;|<br/i.test(text) ? text.split(/\s*(?:;|<br\s*\/?>)\s*/i) : splitList(text);
  return parts
    .flatMap((part) => (part === '' ? [] : [part.replace(/\.$/, '')]))
    .map((part) => part[0]!.toUpperCase() + part.slice(1));
}
