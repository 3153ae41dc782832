import { DAY, MINUTE } from '../core/duration.ts';
import type { Duration } from '../core/duration.ts';
import type { Instant } from '../core/instant.ts';
import { calendarOf } from '../core/view-calendar.ts';
import type { Day, Month } from '../core/view-calendar.ts';

/** A point in time for people and for machines. */
export interface SaidInstant {
  /** For `<time datetime>`: always UTC. */
  readonly iso: string;
  /** In the site's zone, with its name: `22 Nov 2026, 10:10 CET`. */
  readonly local: string;
  /** In UTC: `09:10 UTC`, with the day where it is another one; absent where the site's zone says the same. */
  readonly utc?: string;
}

/** Dates in words, by `Intl`: in a language, for a site's time zone. */
export interface Dates {
  /** Day and time. */
  readonly instant: (at: Instant) => SaidInstant;
  /** Whether two instants are on one day of the site. */
  readonly sameDay: (a: Instant, b: Instant) => boolean;
  /** The time alone. */
  readonly time: (at: Instant) => SaidInstant;
  /** `Wed, 18 Nov`: a day of these weeks. */
  readonly day: (day: Day) => string;
  /** `15 – 20 Nov`; one day where both are the same. */
  readonly days: (from: Day, to: Day) => string;
  /** `November 2026`. */
  readonly month: (month: Month) => string;
  /** `November`. */
  readonly monthName: (month: Month) => string;
}

/**
 * The dates of a language in a time zone. `Intl` is asked once for each day, each minute of the day and each name of the
 * zone, because pages show tens of thousands of times and it takes microseconds for each.
 * @throws RangeError if the zone is no IANA name
 */
export function datesOf(locale: string, zone: string): Dates {
  const { dayOf, offsetOf } = calendarOf(zone);
  const inUtc = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const shortDay = inUtc({ day: 'numeric', month: 'short', year: 'numeric' });
  const clock = inUtc({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const recentDay = inUtc({ day: 'numeric', month: 'short', weekday: 'short' });
  const dayRange = inUtc({ day: 'numeric', month: 'short' });
  const month = inUtc({ month: 'long', year: 'numeric' });
  const monthName = inUtc({ month: 'long' });
  const zoneName = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });

  const sayDay = remembered((day: Day) => shortDay.format(noon(day)));
  const sayMinute = remembered((minute: number) => clock.format(minute * MINUTE));
  const names = new Map<string, string>();
  const nameZone = (at: Instant, offset: Duration): string => {
    const key = `${new Date(at).getUTCFullYear()} ${offset}`;
    let name = names.get(key);
    if (name === undefined) {
      name = zoneName.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
      names.set(key, name);
    }
    return name;
  };

  const say = (at: Instant, withDay: boolean): SaidInstant => {
    const iso = new Date(at).toISOString();
    const localDay = dayOf(at);
    const offset = offsetOf(at);
    const localMinute = minuteOfDay(at + offset);
    const utcDay = iso.slice(0, 10);
    const time = `${sayMinute(localMinute)} ${nameZone(at, offset)}`;
    const local = withDay ? `${sayDay(localDay)}, ${time}` : time;
    const sameDay = localDay === utcDay;
    const said = { iso: iso.replace('.000Z', 'Z'), local };
    if (sameDay && localMinute === minuteOfDay(at)) return said;
    const utc = `${sayMinute(minuteOfDay(at))} UTC`;
    return { ...said, utc: sameDay ? utc : `${sayDay(utcDay)}, ${utc}` };
  };
  return {
    instant: (at) => say(at, true),
    sameDay: (a, b) => dayOf(a) === dayOf(b),
    time: (at) => say(at, false),
    day: (day) => recentDay.format(noon(day)),
    days: (from, to) =>
      from === to ? recentDay.format(noon(from)) : dayRange.formatRange(noon(from), noon(to)),
    month: (name) => month.format(noon(`${name}-15`)),
    monthName: (name) => monthName.format(noon(`${name}-15`)),
  };
}

/** A calendar day as an instant whose day in UTC is that day. */
function noon(day: Day): Instant {
  return Date.parse(`${day}T12:00Z`);
}

function minuteOfDay(at: Instant): number {
  return Math.floor((((at % DAY) + DAY) % DAY) / MINUTE);
}

function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const values = new Map<Key, Value>();
  return (key) => {
    let value = values.get(key);
    if (value === undefined) values.set(key, (value = make(key)));
    return value;
  };
}
