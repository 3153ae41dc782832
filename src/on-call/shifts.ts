import { WEEKDAYS } from '../content/schema/on-call.ts';
import type { RotaSettings } from '../content/schema/on-call.ts';
import { addDays, weekdayOf } from '../time/calendar.ts';
import type { Calendar, Day } from '../time/calendar.ts';
import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { overlapping } from './periods.ts';
import type { OnCallPeriod } from './periods.ts';

type Shift = NonNullable<RotaSettings['shifts']>[number];

/** Shifts that repeat every week, by the clock of the calendar's zone. */
export function shiftPeriods(
  shifts: readonly Shift[],
  calendar: Calendar,
  from: Instant,
  to: Instant,
): OnCallPeriod[] {
  const periods: OnCallPeriod[] = [];
  const last = calendar.dayOf(to + DAY);
  for (let day = addDays(calendar.dayOf(from), -1); day <= last; day = addDays(day, 1)) {
    for (const shift of shifts) {
      if (shift.days.includes(WEEKDAYS[weekdayOf(day)]!)) periods.push(toPeriod(shift, day, calendar));
    }
  }
  return overlapping(periods, from, to);
}

function toPeriod({ from, to, people, backups }: Shift, day: Day, { timeOf }: Calendar): OnCallPeriod {
  const endDay = to > from ? day : addDays(day, 1);
  return { from: timeOf(day, from), to: timeOf(endDay, to), people, backups };
}

/** A part of the week in minutes after Monday 00:00, and the shifts that cover it, by their position. */
export interface WeekSpan {
  readonly from: number;
  readonly to: number;
  readonly shifts: readonly number[];
}

const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** The parts of the week that no shift covers, or more than one does. */
export function findUnclearTimes(shifts: readonly Shift[]): WeekSpan[] {
  const spans = shifts.flatMap((shift, index) =>
    shift.days.flatMap((name) => {
      const day = WEEKDAYS.indexOf(name) * MINUTES_PER_DAY;
      const from = day + shift.from;
      const to = day + shift.to + (shift.to > shift.from ? 0 : MINUTES_PER_DAY);
      const span = { from, to: Math.min(to, MINUTES_PER_WEEK), index };
      return to > MINUTES_PER_WEEK ? [span, { from: 0, to: to - MINUTES_PER_WEEK, index }] : [span];
    }),
  );
  const edges = [...new Set([0, ...spans.flatMap(({ from, to }) => [from, to]), MINUTES_PER_WEEK])].toSorted(
    (a, b) => a - b,
  );
  const unclear: WeekSpan[] = [];
  for (const [at, from] of edges.slice(0, -1).entries()) {
    const to = edges[at + 1]!;
    const covering = [
      ...new Set(spans.filter((span) => span.from < to && span.to > from).map(({ index }) => index)),
    ].toSorted((a, b) => a - b);
    if (covering.length === 1) continue;
    const last = unclear.at(-1);
    if (last?.to === from && last.shifts.join() === covering.join())
      unclear[unclear.length - 1] = { ...last, to };
    else unclear.push({ from, to, shifts: covering });
  }
  // The week begins again after Sunday.
  const [first, last] = [unclear[0], unclear.at(-1)];
  const wraps = first !== last && first?.from === 0 && last?.to === MINUTES_PER_WEEK;
  if (!wraps || first.shifts.join() !== last.shifts.join()) return unclear;
  return [...unclear.slice(1, -1), { ...last, to: first.to }];
}

/** `Sat 00:00` */
export function formatWeekTime(minutes: number): string {
  const day = WEEKDAYS[Math.floor(minutes / MINUTES_PER_DAY) % 7]!;
  const time = minutes % MINUTES_PER_DAY;
  const digits = (value: number): string => String(value).padStart(2, '0');
  return `${day[0]!.toUpperCase()}${day.slice(1)} ${digits(Math.floor(time / 60))}:${digits(time % 60)}`;
}
