import ICAL from 'ical.js';
import { z } from 'zod';
import { instantField, personField } from '../content/schema/fields.ts';
import { neverTakesPlaceAgain } from '../content/recurrence.ts';
import type { Calendar } from '../time/calendar.ts';
import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { overlapping } from './periods.ts';
import type { OnCallPeriod } from './periods.ts';

/** The shifts in a calendar around a time. */
export interface ParsedCalendar {
  readonly periods: readonly OnCallPeriod[];
  /** What the calendar calls people that `names` doesn't have. Their shifts are left out. */
  readonly unknownNames: readonly string[];
}

export interface CalendarSpanOfTime {
  readonly from: Instant;
  readonly to: Instant;
}

/** The most occurrences of one repeated event that are looked at. */
const MAX_OCCURRENCES = 5000;
const MAX_NAME_LENGTH = 80;

const shiftsSchema = z.array(
  z.looseObject({
    from: instantField,
    to: instantField,
    people: z.array(personField).min(1),
    backups: z.array(personField).default([]),
  }),
);
const jsonSchema = z.union([
  shiftsSchema,
  z.looseObject({ shifts: shiftsSchema }).transform(({ shifts }) => shifts),
]);

/**
 * Reads an iCalendar file, or JSON: a list of `{ from, to, people, backups }`, or an object with that list as `shifts`.
 * An event of iCalendar means the people whose names, or whose GitHub names with an @, are in its title.
 * @param calendar the zone of times without one
 * @throws Error in one sentence without any text of the calendar, if it is neither
 */
export function parseOnCallCalendar(
  text: string,
  names: Readonly<Record<string, string>>,
  calendar: Calendar,
  span: CalendarSpanOfTime,
): ParsedCalendar {
  if (/^\s*[[{]/.test(text)) return { periods: parseJson(text, span), unknownNames: [] };
  if (!/^\s*BEGIN:VCALENDAR/i.test(text)) throw new Error('It is neither iCalendar nor JSON.');
  const unknownNames = new Set<string>();
  const periods: OnCallPeriod[] = [];
  for (const event of readEvents(text)) {
    const times = readTimes(event, calendar, span);
    if (times.length === 0) continue;
    const title = event.summary ?? '';
    const people = findPeople(title, names);
    if (people.length === 0) unknownNames.add(title.slice(0, MAX_NAME_LENGTH));
    else periods.push(...times.map((time) => ({ ...time, people, backups: [] })));
  }
  return { periods: periods.toSorted((a, b) => a.from - b.from), unknownNames: [...unknownNames] };
}

function parseJson(text: string, span: CalendarSpanOfTime): OnCallPeriod[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error('Its JSON is damaged.');
  }
  const shifts = jsonSchema.safeParse(data);
  if (!shifts.success) throw new Error('Its JSON is not a list of shifts with from, to and people.');
  const periods = shifts.data.map(({ from, to, people, backups }) => ({ from, to, people, backups }));
  return overlapping(periods, span.from, span.to).toSorted((a, b) => a.from - b.from);
}

function readEvents(text: string): ICAL.Event[] {
  try {
    return new ICAL.Component(ICAL.parse(text) as unknown[])
      .getAllSubcomponents('vevent')
      .map((component) => new ICAL.Event(component))
      .filter((event) => !event.isRecurrenceException());
  } catch {
    throw new Error('Its iCalendar text is damaged.');
  }
}

function readTimes(event: ICAL.Event, calendar: Calendar, span: CalendarSpanOfTime): CalendarSpanOfTime[] {
  try {
    return occurrencesOf(event, calendar, span);
  } catch (error) {
    if (error instanceof NeverAgain) throw error;
    throw new Error('One of its events has times that can not be read.', { cause: error });
  }
}

class NeverAgain extends Error {}

function occurrencesOf(
  event: ICAL.Event,
  calendar: Calendar,
  { from, to }: CalendarSpanOfTime,
): CalendarSpanOfTime[] {
  const toSpan = (start: ICAL.Time, end: ICAL.Time): CalendarSpanOfTime => ({
    from: toInstant(start, calendar),
    to: toInstant(end, calendar),
  });
  const isInside = (span: CalendarSpanOfTime): boolean => span.from < to && span.to > from;
  if (!event.isRecurring()) return [toSpan(event.startDate, event.endDate)].filter(isInside);
  const rules = event.component.getAllProperties('rrule').map((one) => one.getFirstValue() as ICAL.Recur);
  if (rules.some((rule) => neverTakesPlaceAgain(rule, event.startDate)))
    throw new NeverAgain('One of its events is repeated, but never takes place again.');
  const spans: CalendarSpanOfTime[] = [];
  const iterator = event.iterator();
  for (let count = 0; count < MAX_OCCURRENCES; count += 1) {
    const start = iterator.next() as ICAL.Time | null | undefined;
    if (!start || toInstant(start, calendar) > to + DAY) break;
    const { startDate, endDate } = event.getOccurrenceDetails(start);
    spans.push(toSpan(startDate, endDate));
  }
  return spans.filter(isInside);
}

/** Times without a zone, and whole days, are by the clock of the rota. */
function toInstant(time: ICAL.Time, { timeOf }: Calendar): Instant {
  if (!time.isDate && time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1000;
  const [year, month, day] = [time.year, time.month, time.day].map((part) => String(part).padStart(2, '0'));
  return timeOf(`${year}-${month}-${day}`, time.isDate ? 0 : time.hour * 60 + time.minute);
}

/** In the order in which the title names them. */
function findPeople(title: string, names: Readonly<Record<string, string>>): string[] {
  const lower = title.toLowerCase();
  const named = Object.entries(names).flatMap(([name, person]) => {
    const at = lower.indexOf(name.toLowerCase());
    return at === -1 ? [] : [{ at, person }];
  });
  const written = [...title.matchAll(/@[A-Za-z0-9][A-Za-z0-9-]{0,38}/g)].map(({ 0: person, index }) => ({
    at: index,
    person,
  }));
  return [...new Set([...named, ...written].toSorted((a, b) => a.at - b.at).map(({ person }) => person))];
}
