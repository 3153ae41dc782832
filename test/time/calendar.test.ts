import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addSpan, createCalendar, isTimeZone, quarterOf } from '../../src/time/calendar.ts';
import type { Day } from '../../src/time/calendar.ts';
import { DAY } from '../../src/time/duration.ts';

const days = fc
  .date({ min: new Date('1990-01-01T00:00Z'), max: new Date('2149-12-31T00:00Z'), noInvalidDate: true })
  .map((date): Day => date.toISOString().slice(0, 10));

describe('days', () => {
  test('are added without regard to the clocks of the process', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -1000, max: 1000 }), (day, count) => {
        expect(addDays(day, count)).toBe(
          new Date(Date.parse(`${day}T00:00Z`) + count * DAY).toISOString().slice(0, 10),
        );
      }),
    );
  });

  test.each<[Day, number, 'day' | 'week' | 'month' | 'year', Day]>([
    ['2026-01-31', 1, 'month', '2026-02-28'],
    ['2024-02-29', 1, 'year', '2025-02-28'],
    ['2026-11-22', 3, 'month', '2027-02-22'],
    ['2026-12-31', 1, 'day', '2027-01-01'],
    ['2026-11-22', 2, 'week', '2026-12-06'],
  ])('%s and %d %s', (day, count, unit, later) => expect(addSpan(day, { count, unit })).toBe(later));

  test.each([
    ['2026-01-01', '2026-Q1'],
    ['2026-03-31', '2026-Q1'],
    ['2026-12-31', '2026-Q4'],
  ])('%s is in %s', (day, quarter) => expect(quarterOf(day)).toBe(quarter));
});

// Zones whose clocks change at or around midnight, where a day has two midnights or none.
test.each([
  'America/Havana',
  'America/Asuncion',
  'Asia/Beirut',
  'Asia/Amman',
  'Atlantic/Azores',
  'America/St_Johns',
])('a day in %s starts at its first instant', (zone) => {
  const { dayOf, startOf } = createCalendar(zone);
  for (let day = '2009-01-01'; day < '2022-01-01'; day = addDays(day, 1)) {
    const start = startOf(day);
    if (dayOf(start) !== day || dayOf(start - 1) >= day) expect.fail(`${zone} ${day}`);
  }
});

describe('time zones of the database', () => {
  const canFormat = (zone: string): boolean => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
    } catch {
      return false;
    }
  };

  test.each([
    ['Africa/Lagos', true],
    ['africa/lagos', true],
    ['UTC', true],
    ['US/Pacific', true],
    ['Europe/Kyiv', true],
    ['+01:00', true],
    ['Africa/Lagoz', false],
    ['', false],
    ['CETT', false],
  ])('%s: %s, as Intl says', (zone, expected) => {
    expect([isTimeZone(zone), canFormat(zone)]).toEqual([expected, expected]);
  });

  test('Intl formats dates in every zone that it lists', () => {
    expect(['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) => !canFormat(zone))).toEqual([]);
  });
});
