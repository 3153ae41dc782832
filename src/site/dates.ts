import { DAY, MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { createCalendar } from '../time/calendar.ts';
import type { Day, Month } from '../time/calendar.ts';

export interface FormattedInstant {
  /** For `<time datetime>`: always UTC. */
  readonly iso: string;
  /** In the site's zone, with its name: `22 Nov 2026, 10:10 CET`. */
  readonly local: string;
  /** In UTC: `09:10 UTC`, with the day if it differs; undefined if the site's zone is UTC at that time, and has no name of its own. */
  readonly utc?: string;
}

/** Formats dates with `Intl` in a language and a site's time zone. */
export interface DateFormats {
  /** Day and time. */
  readonly instant: (at: Instant) => FormattedInstant;
  /** Whether two instants are on the same day in the site's zone. */
  readonly sameDay: (a: Instant, b: Instant) => boolean;
  /** Day without the year, and time: where there is little room. */
  readonly short: (at: Instant) => FormattedInstant;
  /** The time alone. */
  readonly time: (at: Instant) => FormattedInstant;
  /** `Wed, 18 Nov` */
  readonly day: (day: Day) => string;
  /** `18 Nov` */
  readonly dayAndMonth: (day: Day) => string;
  /** `22 Nov 2026` */
  readonly dayWithYear: (day: Day) => string;
  /** `15 – 20 Nov`; a single day if both are equal. */
  readonly days: (from: Day, to: Day) => string;
  /** `November 2026`. */
  readonly month: (month: Month) => string;
  /** `November`. */
  readonly monthName: (month: Month) => string;
}

/**
 * Caches the result of `Intl` for each day, minute of the day and zone name: pages show tens of thousands of times, and each
 * call takes microseconds.
 * @param ownName what the company calls its zone; by default, what `Intl` calls it
 * @throws RangeError if the zone is not an IANA name
 */
export function createDateFormats(locale: string, zone: string, ownName?: string): DateFormats {
  const { offsetOf } = createCalendar(zone);
  const inUtc = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const shortDay = inUtc({ day: 'numeric', month: 'short', year: 'numeric' });
  const clock = inUtc({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const recentDay = inUtc({ day: 'numeric', month: 'short', weekday: 'short' });
  const dayRange = inUtc({ day: 'numeric', month: 'short' });
  const month = inUtc({ month: 'long', year: 'numeric' });
  const monthName = inUtc({ month: 'long' });
  const zoneName = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });

  const formatDay = memoize((day: number) => shortDay.format(day * DAY));
  const formatMinute = memoize((minute: number) => clock.format(minute * MINUTE));
  const names = new Map<string, string>();
  const formatZoneName = (at: Instant, offset: Duration): string => {
    if (ownName !== undefined) return ownName;
    const key = `${new Date(at).getUTCFullYear()} ${offset}`;
    let name = names.get(key);
    if (name === undefined) {
      name = zoneName.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
      names.set(key, name);
    }
    return name;
  };

  const formatShortDay = memoize((day: number) => dayRange.format(day * DAY));

  const format = (at: Instant, dayOf?: (day: number) => string): FormattedInstant => {
    const iso = new Date(at).toISOString().replace('.000Z', 'Z');
    const offset = offsetOf(at);
    const time = `${formatMinute(minuteOf(at + offset))} ${formatZoneName(at, offset)}`;
    const local = dayOf ? `${dayOf(dayNumber(at + offset))}, ${time}` : time;
    if (offset === 0 && ownName === undefined) return { iso, local };
    const utc = `${formatMinute(minuteOf(at))} UTC`;
    const sameDay = dayNumber(at + offset) === dayNumber(at);
    return { iso, local, utc: sameDay ? utc : `${formatDay(dayNumber(at))}, ${utc}` };
  };
  return {
    instant: (at) => format(at, formatDay),
    short: (at) => format(at, formatShortDay),
    sameDay: (a, b) => dayNumber(a + offsetOf(a)) === dayNumber(b + offsetOf(b)),
    time: (at) => format(at),
    day: (day) => recentDay.format(noon(day)),
    dayAndMonth: (day) => dayRange.format(noon(day)),
    dayWithYear: (day) => shortDay.format(noon(day)),
    days: (from, to) =>
      from === to ? recentDay.format(noon(from)) : dayRange.formatRange(noon(from), noon(to)),
    month: (name) => month.format(noon(`${name}-15`)),
    monthName: (name) => monthName.format(noon(`${name}-15`)),
  };
}

/** Noon in UTC of a calendar day. */
function noon(day: Day): Instant {
  return Date.parse(`${day}T12:00Z`);
}

/** Days since 1970 in UTC; add the zone's offset to the instant for the local day. */
function dayNumber(at: Instant): number {
  return Math.floor(at / DAY);
}

/** Minutes since midnight in UTC. */
function minuteOf(at: Instant): number {
  return Math.floor((at - dayNumber(at) * DAY) / MINUTE);
}

function memoize<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const values = new Map<Key, Value>();
  return (key) => {
    let value = values.get(key);
    if (value === undefined) values.set(key, (value = make(key)));
    return value;
  };
}
