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

/** Days, weeks or months in a row that the rule leaves out. The library would look for 30 February for ever. */
const MAX_LEFT_OUT = 10_000;

/** Times that are looked at for rules that the library refuses only on the way. */
const CLOSE_LOOK = 400;

/** After the first time. */
const MAX_YEARS = 60;

/** A daily event for as long. */
const MAX_OCCURRENCES = 22_000;

const EXAMPLE = 'Write a rule such as FREQ=WEEKLY;BYDAY=SU, or FREQ=MONTHLY;BYDAY=1SU for each first Sunday.';

/** What is wrong with an RRULE, as the rest of a sentence that begins with it. Undefined if it can be used. */
export function findRuleProblem(recurrence: Recurrence): RecurrenceProblem | undefined {
  const { rule } = recurrence;
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
  const names = parts.map((part) => part.split('=')[0]!);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { message: `has ${twice} twice.`, help: 'Write each part once.' };
  const has = (start: string): boolean => parts.some((part) => part.startsWith(start));
  const yearly = ['BYWEEKNO', 'BYYEARDAY'].find((name) => names.includes(name));
  if (yearly !== undefined && has('FREQ=') && !has('FREQ=YEARLY'))
    return { message: `has ${yearly} without FREQ=YEARLY.`, help: EXAMPLE };
  if (has('FREQ=YEARLY') && has('BYMONTHDAY=') && !has('BYMONTH='))
    return { message: 'has BYMONTHDAY without BYMONTH.', help: 'Add BYMONTH=, or write FREQ=MONTHLY.' };
  if (!has('FREQ=')) return { message: 'has no FREQ.', help: EXAMPLE };
  try {
    Array.from(occurrences(recurrence, CLOSE_LOOK));
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
 * The times from the first to the end of a day, at most those of 60 years. The first is only among them if the rule includes it.
 * @throws Error if the rule can't be used, see `findRuleProblem`
 */
export function* occurrencesUntil(recurrence: Recurrence, last: Day): Generator<LocalTime> {
  for (const local of occurrences(recurrence, MAX_OCCURRENCES)) {
    if (local.slice(0, 10) > last) return;
    yield local;
  }
}

/** @param limit how many times of the library are looked at, with those that are left out */
function* occurrences({ first, rule }: Recurrence, limit: number): Generator<LocalTime> {
  const recur = ICAL.Recur.fromString(normalizeRule(rule));
  const times = startIterator(recur, toIcalTime(first));
  let last = '';
  for (let count = 0; count < limit; count += 1) {
    const time = times.next();
    if (!time) return;
    const local = time.toString().slice(0, 16);
    // The library gives some times of the first month twice.
    if (local <= last || !isIncluded(recur, time)) continue;
    last = local;
    yield local;
  }
}

/** Stops the library's search. */
class GivenUp extends Error {}

/** Whether the library would look for one of the first times for ever. */
export function neverTakesPlaceAgain(recur: ICAL.Recur, first: ICAL.Time): boolean {
  const times = startIterator(recur, first);
  return [1, 2, 3].some(() => times.next() === undefined && times.isGivenUp());
}

/** Gives undefined after the last time, and where no other one is near. */
function startIterator(
  recur: ICAL.Recur,
  first: ICAL.Time,
): { next: () => ICAL.Time | undefined; isGivenUp: () => boolean } {
  // The library goes through the months in the order in which they are written.
  const { BYMONTH: months } = recur.parts as Record<string, number[] | undefined>;
  if (months) recur.parts['BYMONTH'] = [...new Set(months)].toSorted((a, b) => a - b);
  // Without an end it would look for a first time until the year 20000.
  recur.until ??= ICAL.Time.fromDateTimeString(`${first.year + MAX_YEARS}-12-31T00:00:00`);
  const times = recur.iterator(first);
  const isKept = times.check_contracting_rules.bind(times);
  let leftOut = 0;
  times.check_contracting_rules = () => {
    leftOut += 1;
    if (leftOut > MAX_LEFT_OUT) throw new GivenUp();
    return isKept();
  };
  return {
    next() {
      if (leftOut > MAX_LEFT_OUT) return undefined;
      leftOut = 0;
      try {
        return (times.next() as ICAL.Time | null) ?? undefined;
      } catch (error) {
        if (error instanceof GivenUp) return undefined;
        throw error;
      }
    },
    isGivenUp: () => leftOut > MAX_LEFT_OUT,
  };
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
