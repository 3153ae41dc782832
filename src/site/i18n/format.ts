import { DAY, HOUR, MINUTE } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';

/** Formats numbers, lists and durations with `Intl`. */
export interface LocaleFormatters {
  /** At least one minute. Days and hours from one day on, otherwise hours and minutes. */
  readonly duration: (duration: Duration) => string;
  /** Days and hours from two days on, otherwise hours and minutes; seconds below one minute. */
  readonly preciseDuration: (length: Duration) => string;
  /** `+6h`: in whole minutes, hours from one hour on, days from two days on. */
  readonly gap: (length: Duration) => string;
  /** `a, b and c` */
  readonly list: (words: readonly string[]) => string;
  /** Percent, rounded down, so that a breached objective never looks met. */
  readonly share: (share: number) => string;
  readonly plural: (count: number, one: string, other: string) => string;
  /** `Monday, Tuesday and Wednesday`. 0 is Monday. */
  readonly weekdays: (days: readonly number[]) => string;
  /** `09:00`, from minutes after midnight. */
  readonly timeOfDay: (minutes: number) => string;
}

export function createLocaleFormatters(locale: string): LocaleFormatters {
  const lists = new Intl.ListFormat(locale);
  const durations = createDurationFormat(locale);
  const none = durations.format({ seconds: 0 });
  const counts = new Intl.PluralRules(locale);
  const shares = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 3,
    roundingMode: 'floor',
  });
  const cache = new Map<number, string>();
  const gaps = (unit: string): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', signDisplay: 'always' });
  const inMinutes = (total: number): string => {
    const days = Math.floor((total * MINUTE) / DAY);
    const hours = Math.floor(((total * MINUTE) % DAY) / HOUR);
    return durations.format(omitZeros({ days, hours, minutes: days > 0 ? 0 : total % 60 }));
  };
  return {
    duration: (duration) => {
      const total = Math.max(1, Math.floor(duration / MINUTE));
      let text = cache.get(total);
      if (text === undefined) cache.set(total, (text = inMinutes(total)));
      return text;
    },
    preciseDuration: (length) => {
      const seconds = Math.max(0, Math.round(length / 1000));
      if (seconds < 60) return seconds === 0 ? none : durations.format({ seconds });
      const total = Math.floor(seconds / 60);
      if (total < (2 * DAY) / MINUTE)
        return durations.format(omitZeros({ hours: Math.floor(total / 60), minutes: total % 60 }));
      return durations.format(
        omitZeros({ days: Math.floor(total / 1440), hours: Math.floor(total / 60) % 24 }),
      );
    },
    gap: (length) => {
      const [unit, size] =
        length < HOUR
          ? (['minute', MINUTE] as const)
          : length < 2 * DAY
            ? (['hour', HOUR] as const)
            : (['day', DAY] as const);
      return gaps(unit).format(Math.floor(length / size));
    },
    list: (words) => lists.format(words),
    // Floating-point error must not lower the share.
    share: (share) => shares.format(Math.min(1, share + 1e-9)),
    weekdays: (days) =>
      lists.format(
        days.map((day) =>
          new Date(Date.UTC(2026, 10, 2 + day)).toLocaleDateString(locale, {
            weekday: 'long',
            timeZone: 'UTC',
          }),
        ),
      ),
    timeOfDay: (minutes) => {
      const digits = (value: number): string => String(value).padStart(2, '0');
      return `${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
    },
    plural: (count, one, other) => (counts.select(count) === 'one' ? one : other),
  };
}

interface DurationFormat {
  readonly format: (parts: Readonly<Record<string, number>>) => string;
}

/** `Intl.DurationFormat` in its long style, which Node 22 doesn't have: it is defined by these two formats. */
function createDurationFormat(locale: string): DurationFormat {
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'long' });
  const units = new Map(
    ['day', 'hour', 'minute', 'second'].map((unit) => [
      `${unit}s`,
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
    ]),
  );
  return {
    format: (parts) =>
      list.format(Object.entries(parts).map(([unit, count]) => units.get(unit)!.format(count))),
  };
}

function omitZeros(parts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(parts).filter(([, count]) => count > 0));
}
