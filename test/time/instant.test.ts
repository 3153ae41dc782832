import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DAY,
  HOUR,
  MINUTE,
  parseCalendarSpan,
  parseDuration,
  formatDuration,
  SECOND,
} from '../../src/time/duration.ts';
import { formatInstant, parseInstant } from '../../src/time/instant.ts';
import { formatInZone, zoneOffsetAt } from '../../src/time/zone.ts';

const at = (text: string): number => (parseInstant(text) as { instant: number }).instant;
const instants = fc
  .date({ min: new Date('1990-01-02T00:00Z'), max: new Date('2150-12-30T00:00Z'), noInvalidDate: true })
  .map((date) => Math.floor(date.getTime() / 1000) * 1000);
const ZONES = [
  'UTC',
  'Africa/Lagos',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
];

describe('reading an instant', () => {
  test.each<[string, string]>([
    ['2026-11-22T09:10Z', '2026-11-22T09:10Z'],
    ['2026-11-22 09:10Z', '2026-11-22T09:10Z'],
    ['2026-11-22t09:10z', '2026-11-22T09:10Z'],
    ['2026-11-22T09:10 +01:00', '2026-11-22T08:10Z'],
    ['2026-11-22T09:10+0100', '2026-11-22T08:10Z'],
    ['2026-11-22T00:10+05:45', '2026-11-21T18:25Z'],
    ['2026-12-31T23:30-03:30', '2027-01-01T03:00Z'],
    ['2026-11-22T09:10:11.987Z', '2026-11-22T09:10:11Z'],
    ['2024-02-29T00:00Z', '2024-02-29T00:00Z'],
    [' 2026-11-22T09:10Z ', '2026-11-22T09:10Z'],
  ])('%s is %s', (text, iso) => expect(formatInstant(at(text))).toBe(iso));

  test.each<[string, string]>([
    ['', 'shape'],
    ['2026-11-22', 'shape'],
    ['22.11.2026 09:10Z', 'shape'],
    ['2026-11-22T9:10Z', 'shape'],
    ['2026-11-22T09:10 PST', 'shape'],
    ['٢٠٢٦-11-22T09:10Z', 'shape'],
    ['2026-11-22T09:10', 'zone-missing'],
    ['2026-02-29T09:10Z', 'no-such-date'],
    ['2026-13-01T09:10Z', 'no-such-date'],
    ['2026-00-10T09:10Z', 'no-such-date'],
    ['2026-11-00T09:10Z', 'no-such-date'],
    ['2026-11-22T24:00Z', 'no-such-date'],
    ['2026-11-22T09:60Z', 'no-such-date'],
    ['2026-11-22T09:10:60Z', 'no-such-date'],
    ['2026-11-22T09:10+15:00', 'no-such-date'],
    ['2026-11-22T09:10+01:60', 'no-such-date'],
    ['1900-01-01T00:00Z', 'implausible-year'],
    ['2200-01-01T00:00Z', 'implausible-year'],
    ['0026-11-22T09:10Z', 'implausible-year'],
  ])('%j is refused: %s', (text, error) => expect(parseInstant(text)).toMatchObject({ error }));

  test('what was written is read back', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
        expect(at(formatInstant(instant))).toBe(instant);
        const minute = Math.floor(instant / MINUTE) * MINUTE;
        expect(at(formatInZone(minute, zone))).toBe(minute);
      }),
    );
  });

  test('any text is read or refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?$/)),
        (text) => {
          const read = parseInstant(text);
          if ('instant' in read) expect(Number.isSafeInteger(read.instant)).toBe(true);
          else expect(read.error).toBeTypeOf('string');
        },
      ),
    );
  });
});

describe('zones and summer time', () => {
  test.each<[zone: string, instant: string, shown: string]>([
    ['Africa/Lagos', '2026-11-22T09:10Z', '2026-11-22T10:10+01:00'],
    ['Europe/Berlin', '2026-03-29T00:59Z', '2026-03-29T01:59+01:00'],
    ['Europe/Berlin', '2026-03-29T01:00Z', '2026-03-29T03:00+02:00'],
    ['Europe/Berlin', '2026-10-25T00:59Z', '2026-10-25T02:59+02:00'],
    ['Europe/Berlin', '2026-10-25T01:00Z', '2026-10-25T02:00+01:00'],
    ['America/St_Johns', '2026-07-01T00:00Z', '2026-06-30T21:30-02:30'],
    ['Asia/Kathmandu', '2026-07-01T00:00Z', '2026-07-01T05:45+05:45'],
    ['Australia/Lord_Howe', '2026-07-01T00:00Z', '2026-07-01T10:30+10:30'],
    ['Pacific/Kiritimati', '2026-12-31T10:00Z', '2027-01-01T00:00+14:00'],
    ['UTC', '2026-07-01T00:00Z', '2026-07-01T00:00+00:00'],
  ])('%s at %s shows %s', (zone, instant, shown) => {
    expect(formatInZone(at(instant), zone)).toBe(shown);
    expect(at(shown)).toBe(at(instant));
  });

  test('an unknown zone is refused', () => expect(() => zoneOffsetAt(0, 'Mars/Olympus')).toThrow(RangeError));
});

describe('durations', () => {
  test.each<[string, number]>([
    ['5m', 5 * MINUTE],
    ['2h', 2 * HOUR],
    ['48h', 2 * DAY],
    ['1h 30m', 90 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['48 hours', 2 * DAY],
    ['1 day', DAY],
    ['2 Weeks', 14 * DAY],
    ['90 secs', 90 * SECOND],
    ['1 min', MINUTE],
    ['0m', 0],
  ])('%s', (text, duration) => expect(parseDuration(text)).toBe(duration));

  test.each(['', ' ', 'm', '5', '5 months', '-5m', '1.5h', '5m!', 'h5', '5 m m', '1h and 5m'])(
    '%j is not a duration',
    (text) => expect(parseDuration(text)).toBeUndefined(),
  );

  test.each<[number, string]>([
    [0, '0 seconds'],
    [SECOND, '1 second'],
    [5 * MINUTE, '5 minutes'],
    [90 * MINUTE, '1 hour 30 minutes'],
    [26 * HOUR, '26 hours'],
    [47 * HOUR + 59 * MINUTE, '47 hours 59 minutes'],
    [2 * DAY, '2 days'],
    [2 * DAY + HOUR + MINUTE, '2 days 1 hour'],
    [-5, '0 seconds'],
  ])('%d is said as %s', (duration, words) => expect(formatDuration(duration)).toBe(words));

  test('what is said in two parts or fewer is read back', () => {
    fc.assert(
      fc.property(fc.nat(59), fc.nat(47), (minutes, hours) => {
        const duration = hours * HOUR + minutes * MINUTE;
        expect(parseDuration(formatDuration(duration))).toBe(duration);
      }),
    );
  });

  test('a long text is refused in time', () => {
    const begin = performance.now();
    for (const unit of ['1', '1s', '1 ', ' ', '1 seconds', '1h '])
      parseDuration(`${unit.repeat(50_000 / unit.length)}!`);
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  test.each<[string, unknown]>([
    ['3 months', { count: 3, unit: 'month' }],
    ['1 week', { count: 1, unit: 'week' }],
    ['quarterly', { count: 3, unit: 'month' }],
    ['Daily', { count: 1, unit: 'day' }],
    ['weekly', { count: 1, unit: 'week' }],
    ['yearly', { count: 1, unit: 'year' }],
    ['hourly', undefined],
    ['months', undefined],
    ['3 fortnights', undefined],
  ])('%s as a stretch of the calendar', (text, span) => expect(parseCalendarSpan(text)).toEqual(span));
});
