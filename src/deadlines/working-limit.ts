import type { Policy } from '../content/policy.ts';
import { createCalendar } from '../time/calendar.ts';
import type { Calendar } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { addTimeLimit, findYearWithoutHolidays } from '../time/working-time.ts';
import type { TimeLimit } from '../time/working-time.ts';

export interface LimitEnd {
  readonly at: Instant;
  /** A reason to doubt it. */
  readonly note?: string;
}

/** When a limit of the policy is over that began at an instant, by its office hours. */
export function endOfLimit(policy: Policy, from: Instant, limit: TimeLimit): LimitEnd {
  if (typeof limit === 'number') return { at: from + limit };
  const hours = policy['office-hours'];
  const calendar = calendarOf(hours?.timezone ?? 'UTC');
  const at = addTimeLimit(from, limit, hours, calendar);
  if (!hours) return { at, note: 'The policy has no office-hours: counted day and night.' };
  const year = findYearWithoutHolidays(from, at, hours, calendar);
  return { at, ...(year !== undefined && { note: `The policy has no holidays for ${year}.` }) };
}

const calendars = new Map<string, Calendar>();

function calendarOf(zone: string): Calendar {
  let calendar = calendars.get(zone);
  if (!calendar) calendars.set(zone, (calendar = createCalendar(zone)));
  return calendar;
}
