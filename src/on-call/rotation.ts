import type { RotaSettings } from '../content/schema/on-call.ts';
import { addDays, addSpan } from '../time/calendar.ts';
import type { Calendar } from '../time/calendar.ts';
import { DAY } from '../time/duration.ts';
import type { CalendarSpan } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { OnCallPeriod } from './periods.ts';

type Rotation = NonNullable<RotaSettings['rotation']>;

/** People take turns: each has the same number of days, weeks or months, from a time of day on. No one is before the start. */
export function rotationPeriods(
  { start, at, every, people, backup }: Rotation,
  { dayOf, timeOf }: Calendar,
  from: Instant,
  to: Instant,
): OnCallPeriod[] {
  const startOfTurn = (turn: number): Instant =>
    timeOf(addSpan(start, { ...every, count: turn * every.count }), at);
  const days = (Date.parse(addDays(dayOf(from), -1)) - Date.parse(start)) / DAY;
  let turn = Math.max(0, Math.floor(days / longestDays(every)));
  while (startOfTurn(turn + 1) <= from) turn += 1;
  const periods: OnCallPeriod[] = [];
  for (; startOfTurn(turn) < to; turn += 1) {
    const first = turn % people.length;
    const next = (first + 1) % people.length;
    periods.push({
      from: startOfTurn(turn),
      to: startOfTurn(turn + 1),
      people: [people[first]!],
      backups: backup === 'next' && next !== first ? [people[next]!] : [],
    });
  }
  return periods;
}

function longestDays({ count, unit }: CalendarSpan): number {
  return Math.max(1, count * { day: 1, week: 7, month: 31, year: 366 }[unit]);
}
