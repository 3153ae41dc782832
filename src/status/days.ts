import type { Instant } from '../time/instant.ts';
import { addDays, monthOf } from '../time/calendar.ts';
import type { Calendar, Day, Month } from '../time/calendar.ts';
import type { EventView } from './entry.ts';

/** How many days the front page shows, including today. */
export const RECENT_DAYS = 14;

export interface EventDay {
  readonly kind: 'busy';
  readonly day: Day;
  /** The first of several days with the same events and no other. */
  readonly from?: Day;
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
  /** `continued` if it started on an earlier day, `reported` if it was over by then and customers were told about it. */
  readonly since: 'today' | 'continued' | 'reported';
}

/** The day from which all components are recorded; undefined if one of them doesn't say it. */
export function recordedSince(components: readonly { readonly since?: Day }[]): Day | undefined {
  const days = components.flatMap(({ since }) => since ?? []);
  return days.length < components.length ? undefined : days.toSorted()[0];
}

/**
 * The day on which the last incident was over; without any, the first day of the record, if known. Undefined while one is open.
 */
export function quietSince(
  events: readonly EventView[],
  calendar: Calendar,
  components: readonly { readonly since?: Day; readonly recordedSince?: Day }[],
): Day | undefined {
  const incidents = events.filter(({ event }) => event.kind === 'incident');
  if (incidents.some(({ when }) => when === 'open')) return undefined;
  const last = Math.max(...incidents.map(({ event }) => event.closed ?? -Infinity));
  if (last !== -Infinity) return calendar.dayOf(last);
  return components.flatMap((component) => component.since ?? component.recordedSince ?? []).toSorted()[0];
}

/**
 * The last days, newest first, with runs of quiet days merged.
 * @param recorded the first day of the record: of days before it without an event, nothing is known
 */
export function recentDays(
  events: readonly EventView[],
  calendar: Calendar,
  now: Instant,
  recorded?: Day,
): (EventDay | QuietDays)[] {
  const today = calendar.dayOf(now);
  const first = addDays(today, 1 - RECENT_DAYS);
  const since = calendar.startOf(first);
  const recent = events.filter(
    (view) => view.when !== 'upcoming' && lastToldAt(view, now) >= since && view.from <= now,
  );
  const spans = recent.map((view) => ({
    view,
    first: calendar.dayOf(view.from),
    last: calendar.dayOf(lastActiveAt(view, now)),
    told: listDaysTold(view, calendar),
  }));
  const days: (EventDay | QuietDays)[] = [];
  for (let back = 0; back < RECENT_DAYS; back += 1) {
    const day = addDays(today, -back);
    const matching = spans.filter(
      ({ first: from, last, told }) => (from <= day && day <= last) || told.has(day),
    );
    const previous = days.at(-1);
    if (matching.length > 0) {
      const dayEntries = matching.map(({ view, first: from, last: to }) => ({
        view,
        since: from === day ? ('today' as const) : day <= to ? ('continued' as const) : ('reported' as const),
      }));
      const last = days.at(-1);
      if (last?.kind === 'busy' && hasSameEvents(last.events, dayEntries))
        days[days.length - 1] = { ...last, from: day, events: dayEntries };
      else days.push({ kind: 'busy', day, events: dayEntries });
    } else if (recorded !== undefined && day < recorded && day !== today) continue;
    else if (previous?.kind === 'quiet') days[days.length - 1] = { ...previous, from: day };
    else days.push({ kind: 'quiet', from: day, to: day });
  }
  return days;
}

function hasSameEvents(one: readonly DayEvent[], other: readonly DayEvent[]): boolean {
  const isSame = (a: DayEvent, b: DayEvent): boolean =>
    a.view === b.view && (a.since === 'reported') === (b.since === 'reported');
  return one.length === other.length && one.every((event, at) => isSame(event, other[at]!));
}

/** A notice is listed on its first day only: nothing happens on the others. */
function lastActiveAt({ event, when, from, to }: EventView, now: Instant): Instant {
  if (event.kind === 'notice') return from;
  const isOver = when === 'past' || (event.kind === 'incident' && to !== undefined);
  return isOver ? Math.min(to ?? now, now) : now;
}

/** The days on which customers were told about an incident whose end was found out later. */
function listDaysTold({ event }: EventView, calendar: Calendar): ReadonlySet<Day> {
  const isFoundOutLater = event.kind === 'incident' && event.ended !== undefined;
  return new Set(isFoundOutLater ? event.updates.map(({ at }) => calendar.dayOf(at)) : []);
}

function lastToldAt(view: EventView, now: Instant): Instant {
  const told = view.event.kind === 'incident' && view.event.ended !== undefined ? view.event.updates : [];
  return Math.max(lastActiveAt(view, now), ...told.map(({ at }) => at));
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
