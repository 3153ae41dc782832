import type { Instant } from '../time/instant.ts';
import { addDays, monthOf } from '../time/calendar.ts';
import type { Calendar, Day, Month } from '../time/calendar.ts';
import type { EventView } from './entry.ts';

/** How many days the front page shows, including today. */
export const RECENT_DAYS = 14;

export interface EventDay {
  readonly kind: 'busy';
  readonly day: Day;
  /** Newest first. */
  readonly events: readonly DayEvent[];
}

/** A run of days without incidents, both ends included. */
export interface QuietDays {
  readonly kind: 'quiet';
  readonly from: Day;
  readonly to: Day;
}

export interface DayEvent {
  readonly view: EventView;
  /** Whether it started on an earlier day. */
  readonly continued: boolean;
}

/** The last days, newest first, with runs of quiet days merged. */
export function recentDays(
  events: readonly EventView[],
  calendar: Calendar,
  now: Instant,
): (EventDay | QuietDays)[] {
  const today = calendar.dayOf(now);
  const first = addDays(today, 1 - RECENT_DAYS);
  const since = calendar.startOf(first);
  const recent = events.filter(
    (view) => view.when !== 'upcoming' && lastActiveAt(view, now) >= since && view.from <= now,
  );
  const spans = recent.map((view) => ({
    view,
    first: calendar.dayOf(view.from),
    last: calendar.dayOf(lastActiveAt(view, now)),
  }));
  const days: (EventDay | QuietDays)[] = [];
  for (let back = 0; back < RECENT_DAYS; back += 1) {
    const day = addDays(today, -back);
    const matching = spans.filter((span) => span.first <= day && day <= span.last);
    const previous = days.at(-1);
    if (matching.length > 0) {
      const dayEntries = matching.map(({ view, first: from }) => ({ view, continued: from < day }));
      days.push({ kind: 'busy', day, events: dayEntries });
    } else if (previous?.kind === 'quiet') days[days.length - 1] = { ...previous, from: day };
    else days.push({ kind: 'quiet', from: day, to: day });
  }
  return days;
}

function lastActiveAt({ when, to }: EventView, now: Instant): Instant {
  return when === 'past' ? Math.min(to ?? now, now) : now;
}

export interface MonthView {
  readonly month: Month;
  /** Newest first. */
  readonly events: readonly EventView[];
}

/** Past and open events by the month in which they started, newest first. `events` must be newest first. */
export function monthsOf(events: readonly EventView[], calendar: Calendar): MonthView[] {
  const months = new Map<Month, EventView[]>();
  for (const view of events) {
    if (view.when === 'upcoming') continue;
    const month = monthOf(calendar.dayOf(view.from));
    const members = months.get(month);
    if (members) members.push(view);
    else months.set(month, [view]);
  }
  return [...months].map(([month, members]) => ({ month, events: members }));
}
