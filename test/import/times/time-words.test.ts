import { expect, test } from 'vitest';
import { formatInstant } from '../../../src/time/instant.ts';
import { addToTime, readTime } from '../../../src/import/times/time-words.ts';

/** A time is read right, or what can't be read is said. */
test.each([
  ['2024-05-01T015:00:00+08:00', '2024-05-01T07:00Z'],
  ['2024-05-01 9:06 PM UTC', '2024-05-01T21:06Z'],
  ['2024-05-01 09:06 am PST', '2024-05-01T17:06Z'],
  ['2024-05-01 12:30 AM Z', '2024-05-01T00:30Z'],
  ['2024-05-01 10:15 UTC+2', '2024-05-01T08:15Z'],
  ['2024-05-01 10:15 GMT-3', '2024-05-01T13:15Z'],
  ['2024-05-01T10:15:00+2', '2024-05-01T08:15Z'],
  ['2024-05-01T10:15:00−05:00', '2024-05-01T15:15Z'],
  ['2024-05-01 10:15 AEST', '2024-05-01T00:15Z'],
  ['1714554000', '2024-05-01T09:00Z'],
  ['1714554000000', '2024-05-01T09:00Z'],
  ['2024-05-01 10:15 America/New_York', '2024-5-1 10:15 America/New_York'],
  ['May 1, 2024 10:15 Pacific Time', '2024-5-1 10:15 America/Los_Angeles'],
  ['01.05.2024 10:15 UTC', '2024-5-1 10:15 0'],
  ['2024-05-01T10:15:00+02:00[Europe/Berlin]', '2024-5-1 10:15 7200000'],
  ['2024-05-01 10:15 IST', '2024-5-1 unclear: IST'],
  ['2024-05-01 10:15 local time', '2024-5-1 unclear: local time'],
  ['2024-05-01 10:15 (Berlin)', '2024-5-1 unclear: (Berlin)'],
  ['2024-05-01 noon', '2024-5-1 unclear: noon'],
  ['2024-05-01 25:00', '2024-5-1 unclear: 25:00'],
  ['2204-05-01 10:00', '5-1 unclear: 2204-05-01'],
  ['05/01/2024 10:15', '2024 unclear: 05/01/'],
  ['2024-02-30 10:15', '2024 10:15'],
  ['24-05-01 10:00', 'missing'],
  ['20224-05-01 10:00', 'missing'],
  ['tomorrow', 'missing'],
])('%s is %s', (text, expected) => {
  const read = readTime({ iso: text });
  if ('instant' in read) expect(formatInstant(read.instant)).toBe(expected);
  else if ('missing' in read) expect('missing').toBe(expected);
  else {
    const { year, month, day, minute, zone } = read.partial;
    const date = [year, month, day].filter((part) => part !== undefined).join('-');
    const clock = minute === undefined ? '' : `${Math.floor(minute / 60)}:${minute % 60}`;
    const unclear = read.unclear === undefined ? '' : `unclear: ${read.unclear}`;
    expect([date, clock, zone ?? '', unclear].filter((part) => part !== '').join(' ')).toBe(expected);
  }
});

test.each([
  ['2024-05-01 09:00', 30, '2024-05-01T09:30:00.000Z'],
  ['2024-05-01T09:00:00+02:00', 30, '2024-05-01T07:30:00.000Z'],
  ['soon', 30, undefined],
  ['2024-05-01 09:00', 1e30, undefined],
])('%s and %d minutes is %s', (iso, minutes, expected) => {
  expect(addToTime({ iso }, minutes * 60_000)?.iso).toBe(expected);
});
