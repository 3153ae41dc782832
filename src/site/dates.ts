import type { Instant } from '../core/instant.ts';
import type { Day, Month } from '../core/view-calendar.ts';

/** A point in time for people and for machines. */
export interface SaidInstant {
  /** For `<time datetime>`: always UTC. */
  readonly iso: string;
  /** In the site's zone, with its name: `22 Nov 2026, 10:10 GMT+1`. */
  readonly local: string;
  /** In UTC: `09:10 UTC`, with the day where it is another one; absent where the site's zone says the same. */
  readonly utc?: string;
}

/** Dates in words, by `Intl`: in a language, for a site's time zone. */
export interface Dates {
  /** Day and time. */
  readonly instant: (at: Instant) => SaidInstant;
  /** The time alone. */
  readonly time: (at: Instant) => SaidInstant;
  /** `Sunday 22 November 2026`. */
  readonly day: (day: Day) => string;
  /** `15–20 November 2026`; one day where both are the same. */
  readonly days: (from: Day, to: Day) => string;
  /** `22 Nov 2026`: the day of an instant in the site's zone. */
  readonly dayOf: (at: Instant) => string;
  /** `November 2026`. */
  readonly month: (month: Month) => string;
  /** `November`. */
  readonly monthName: (month: Month) => string;
}

const cache = new Map<string, Dates>();

/** @throws RangeError if the zone is no IANA name */
export function datesOf(locale: string, zone: string): Dates {
  const key = `${locale} ${zone}`;
  let dates = cache.get(key);
  if (!dates) cache.set(key, (dates = makeDates(locale, zone)));
  return dates;
}

function makeDates(locale: string, zone: string): Dates {
  const format = (timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const short = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const long = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const localDay = format(zone, short);
  const localTime = format(zone, { ...clock, timeZoneName: 'short' });
  const local = format(zone, { ...short, ...clock, timeZoneName: 'short' });
  const utcDay = format('UTC', short);
  const utcTime = format('UTC', clock);
  const fullDay = format('UTC', { ...long, weekday: 'long' });
  const dayRange = format('UTC', long);
  const month = format('UTC', { month: 'long', year: 'numeric' });
  const monthName = format('UTC', { month: 'long' });
  const iso = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');
  const utc = (at: Instant): { utc?: string } => {
    const time = utcTime.format(at);
    const day = utcDay.format(at);
    if (localDay.format(at) !== day) return { utc: `${day}, ${time} UTC` };
    return localTime.format(at).startsWith(time) ? {} : { utc: `${time} UTC` };
  };
  return {
    instant: (at) => ({ iso: iso(at), local: local.format(at), ...utc(at) }),
    time: (at) => ({ iso: iso(at), local: localTime.format(at), ...utc(at) }),
    day: (day) => fullDay.format(noon(day)),
    days: (from, to) =>
      from === to ? fullDay.format(noon(from)) : dayRange.formatRange(noon(from), noon(to)),
    dayOf: (at) => localDay.format(at),
    month: (name) => month.format(noon(`${name}-15`)),
    monthName: (name) => monthName.format(noon(`${name}-15`)),
  };
}

/** A calendar day as an instant whose day in UTC is that day. */
function noon(day: Day): Instant {
  return Date.parse(`${day}T12:00Z`);
}
