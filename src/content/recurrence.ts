import ICAL from 'ical.js';
import { formatAlternatives, formatDidYouMean } from '../text/did-you-mean.ts';
import type { Day } from '../time/calendar.ts';
import type { LocalTime } from '../time/zone.ts';

/** Something that takes place again and again. */
export interface Recurrence {
  /** The first time. All others are at the same time of day. */
  readonly first: LocalTime;
  /** An RRULE of RFC 5545: `FREQ=MONTHLY;BYDAY=1SU`. */
  readonly rule: string;
}

export interface RecurrenceProblem {
  readonly message: string;
  readonly help: string;
}

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
const PARTS = [
  ...['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', 'BYMONTHDAY'],
  ...['BYMONTH', 'BYSETPOS', 'BYWEEKNO', 'BYYEARDAY'],
];

/** The library counts day by day through an interval. */
const MAX_INTERVAL = 400;

/** A daily event for 60 years. */
const MAX_OCCURRENCES = 22_000;

const EXAMPLE = 'Write a rule such as FREQ=WEEKLY;BYDAY=SU, or FREQ=MONTHLY;BYDAY=1SU for each first Sunday.';

/** What is wrong with an RRULE, as the rest of a sentence that begins with it. Undefined if it can be used. */
export function findRuleProblem(rule: string): RecurrenceProblem | undefined {
  const parts = normalizeRule(rule)
    .split(';')
    .filter((part) => part !== '');
  for (const part of parts) {
    const [name = '', value = ''] = part.split('=');
    if (!PARTS.includes(name))
      return {
        message: `has the unknown part "${name.slice(0, 40)}".${suggest(name, PARTS)}`,
        help: /^BY(?:HOUR|MINUTE|SECOND)$/.test(name)
          ? 'Remove it: every window begins at the time of day of "first".'
          : `Known parts: ${formatAlternatives(PARTS)}.`,
      };
    if (name === 'FREQ' && !FREQUENCIES.includes(value))
      return {
        message: `has the unknown frequency "${value.slice(0, 40)}".${suggest(value, FREQUENCIES)}`,
        help: `Write FREQ=${formatAlternatives(FREQUENCIES)}.`,
      };
    if (name === 'INTERVAL' && !(Number(value) >= 1 && Number(value) <= MAX_INTERVAL))
      return {
        message: `has the interval "${value.slice(0, 40)}".`,
        help: `Write INTERVAL= and a number from 1 to ${MAX_INTERVAL}.`,
      };
  }
  const has = (start: string): boolean => parts.some((part) => part.startsWith(start));
  if (has('FREQ=YEARLY') && has('BYMONTHDAY=') && !has('BYMONTH='))
    return { message: 'has BYMONTHDAY without BYMONTH.', help: 'Add BYMONTH=, or write FREQ=MONTHLY.' };
  if (!has('FREQ=')) return { message: 'has no FREQ.', help: EXAMPLE };
  try {
    ICAL.Recur.fromString(normalizeRule(rule)).iterator(toIcalTime('2026-01-01T00:00')).next();
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { message: `can't be read: ${reason}.`, help: EXAMPLE };
  }
}

function suggest(word: string, known: readonly string[]): string {
  return formatDidYouMean(
    word,
    known.map((one) => one.toLowerCase()),
  )
    .toUpperCase()
    .replace(' DID YOU MEAN', ' Did you mean');
}

/** As people write it: in lower case, with blanks, or with the name of the property. */
function normalizeRule(rule: string): string {
  return rule
    .toUpperCase()
    .replace(/^\s*RRULE\s*:/, '')
    .replace(/\s+/g, '');
}

/**
 * The times from the first to the end of a day, at most 22,000. The first is only among them if the rule includes it.
 * @throws Error if the rule can't be used, see `findRuleProblem`
 */
export function* occurrencesUntil({ first, rule }: Recurrence, last: Day): Generator<LocalTime> {
  const recur = ICAL.Recur.fromString(normalizeRule(rule));
  const times = recur.iterator(toIcalTime(first));
  for (let count = 0; count < MAX_OCCURRENCES; count += 1) {
    const time = times.next() as ICAL.Time | null;
    const local = time?.toString().slice(0, 16);
    if (local === undefined || local.slice(0, 10) > last) return;
    if (isIncluded(recur, time!)) yield local;
  }
}

/** The library takes 29 February for 1 March in other years; RFC 5545 leaves it out. */
function isIncluded({ parts }: ICAL.Recur, { day, month, year }: ICAL.Time): boolean {
  const { BYMONTH: months, BYMONTHDAY: days } = parts as Readonly<Record<string, number[] | undefined>>;
  const fromEnd = day - ICAL.Time.daysInMonth(month, year) - 1;
  return (months?.includes(month) ?? true) && (days?.some((one) => one === day || one === fromEnd) ?? true);
}

function toIcalTime(local: LocalTime): ICAL.Time {
  return ICAL.Time.fromDateTimeString(`${local}:00`);
}
