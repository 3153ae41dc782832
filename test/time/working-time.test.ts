import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../src/time/calendar.ts';
import { HOUR } from '../../src/time/duration.ts';
import { formatInstant } from '../../src/time/instant.ts';
import {
  addTimeLimit,
  averageLength,
  findYearWithoutHolidays,
  formatTimeLimit,
  parseTimeLimit,
} from '../../src/time/working-time.ts';
import type { WorkingHours } from '../../src/time/working-time.ts';

const PARIS = createCalendar('Europe/Paris');
const HOURS: WorkingHours = {
  weekdays: [0, 1, 2, 3, 4],
  from: 9 * 60,
  to: 17 * 60,
  holidays: { 2026: ['2026-12-25', '2026-05-25'] },
};

describe('reading time limits', () => {
  test.each([
    ['30m', '30 minutes'],
    ['2h office hours', '2 hours of office time'],
    ['4 office hours', '4 hours of office time'],
    ['90m of working hours', '1 hour 30 minutes of office time'],
    ['1 business hour', '1 hour of office time'],
    ['5 business days', '5 business days'],
    ['1 working day', '1 business day'],
    ['0 business days', 'none'],
    ['office hours', 'none'],
    ['5 business weeks', 'none'],
    ['business days', 'none'],
    ['2 days office', 'none'],
  ])('%s: %s', (text, expected) => {
    const limit = parseTimeLimit(text);
    expect(limit === undefined ? 'none' : formatTimeLimit(limit)).toBe(expected);
  });
});

describe('V1.1, V8.1 working time', () => {
  test.each([
    ['2026-11-25T10:00Z', '2h office hours', '2026-11-25T12:00Z', 'within a day'],
    ['2026-11-25T15:00Z', '2h office hours', '2026-11-26T09:00Z', 'over the night'],
    ['2026-11-25T02:00Z', '2h office hours', '2026-11-25T10:00Z', 'from before the office opens'],
    ['2026-11-27T15:30Z', '2h office hours', '2026-11-30T09:30Z', 'over the weekend'],
    ['2026-12-24T15:30Z', '1h office hours', '2026-12-28T08:30Z', 'over a holiday and the weekend'],
    ['2026-03-27T15:30Z', '1h office hours', '2026-03-30T07:30Z', 'across the change of summer time'],
    ['2026-11-25T10:00Z', '1 business day', '2026-11-26T16:00Z', 'the end of the next business day'],
    ['2026-11-27T10:00Z', '1 business day', '2026-11-30T16:00Z', 'from Friday to Monday'],
    ['2026-11-28T10:00Z', '1 business day', '2026-11-30T16:00Z', 'from Saturday too'],
    ['2026-12-23T10:00Z', '5 business days', '2026-12-31T16:00Z', 'a holiday is not one of them'],
    ['2026-11-25T23:30Z', '1 business day', '2026-11-27T16:00Z', 'by the day of the zone'],
    ['2026-11-25T10:00Z', '30h', '2026-11-26T16:00Z', 'by the clock'],
  ])('%s and %s: %s, %s', (from, limit, expected) => {
    expect(formatInstant(addTimeLimit(Date.parse(from), parseTimeLimit(limit)!, HOURS, PARIS))).toBe(
      expected,
    );
  });

  test('without office hours, it is counted day and night', () => {
    const add = (limit: string): string =>
      formatInstant(addTimeLimit(Date.parse('2026-11-25T10:00Z'), parseTimeLimit(limit)!, undefined, PARIS));
    expect([add('2h office hours'), add('2 business days')]).toEqual([
      '2026-11-25T12:00Z',
      '2026-11-27T10:00Z',
    ]);
  });

  test('a calendar in which every day is a holiday ends', () => {
    const hours = { ...HOURS, weekdays: [] };
    const end = addTimeLimit(0, { unit: 'business-days', count: 1 }, hours, PARIS);
    expect(Number.isFinite(end)).toBe(true);
  });

  test('the first year whose holidays are unknown', () => {
    const find = (from: string, to: string, hours = HOURS): string | undefined =>
      findYearWithoutHolidays(Date.parse(from), Date.parse(to), hours, PARIS);
    expect(find('2026-12-01T00:00Z', '2026-12-05T00:00Z')).toBeUndefined();
    expect(find('2026-12-30T00:00Z', '2027-01-05T00:00Z')).toBe('2027');
    expect(find('2026-12-30T00:00Z', '2027-01-05T00:00Z', { ...HOURS, holidays: {} })).toBeUndefined();
  });

  test('limits compare by how long they take on average', () => {
    const ordered = ['30m', '1h office hours', '24h', '1 business day', '7 days', '6 business days'];
    const lengths = ordered.map((limit) => averageLength(parseTimeLimit(limit)!));
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(averageLength(parseTimeLimit('40 office hours')!)).toBe(7 * 24 * HOUR);
  });
});
