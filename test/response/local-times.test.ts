import { expect, test } from 'vitest';
import { findTimeOfDayProblem, withLocalTimes } from '../../src/response/local-times.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';

const NOW = Date.UTC(2026, 10, 22, 2, 30);

test.each<[zone: string, input: IncidentInput, expected: IncidentInput]>([
  ['Africa/Lagos', { detected: '03:10' }, { detected: '2026-11-22T02:10Z' }],
  ['Africa/Lagos', { started: '23:50' }, { started: '2026-11-21T22:50Z' }],
  ['Africa/Lagos', { fixed: '3:34' }, { fixed: '2026-11-22T02:34Z' }],
  [
    'Africa/Lagos',
    { starts: '02:00', ends: '05:00' },
    { starts: '2026-11-23T01:00Z', ends: '2026-11-23T04:00Z' },
  ],
  [
    'Africa/Lagos',
    { starts: '2026-12-01T22:00Z', ends: '02:00' },
    { starts: '2026-12-01T22:00Z', ends: '2026-12-02T01:00Z' },
  ],
  [
    'Africa/Lagos',
    { starts: '2026-12-01 22:00', ends: '02:00' },
    { starts: '2026-12-01T21:00Z', ends: '2026-12-02T01:00Z' },
  ],
  ['America/New_York', { detected: '2026-11-21T21:00' }, { detected: '2026-11-22T02:00Z' }],
  // The clocks skip this hour, and show 03:30.
  ['America/New_York', { starts: '2027-03-14 02:30' }, { starts: '2027-03-14T07:30Z' }],
  ['Africa/Lagos', { starts: '2026-02-30 22:00', ends: '9999-01-01 10:00' }, {}],
  ['America/New_York', { detected: '21:00' }, { detected: '2026-11-22T02:00Z' }],
  ['Africa/Lagos', { detected: '12m', started: '2026-11-22T02:00Z', ended: '25:10' }, {}],
])('in %s, %o is read as %o', (zone, input, expected) => {
  expect(withLocalTimes(input, zone, NOW)).toEqual({ ...input, ...expected });
});

test.each<[zone: string, input: IncidentInput, message: string]>([
  ['Africa/Lagos', { detected: '12:30' }, '--detected 12:30 has not come yet.'],
  ['Africa/Lagos', { time: '4:00' }, '--time 4:00 has not come yet.'],
  ['America/New_York', { fixed: '22:36' }, '--fixed 22:36 has not come yet.'],
])('in %s, %o is refused: it is later today, and yesterday is long ago', (zone, input, message) => {
  expect(() => withLocalTimes(input, zone, NOW)).toThrow(message);
});

test.each<[zone: string, input: IncidentInput]>([
  ['Africa/Lagos', { detected: '2026-11-22T03:40Z' }],
  ['Africa/Lagos', { fixed: '2026-11-22 04:40' }],
])('in %s, %o is in the future, in the page’s time zone and in UTC', (zone, input) => {
  expect(() => withLocalTimes(input, zone, NOW)).toThrow(
    expect.objectContaining({
      message: `--${Object.keys(input)[0]} 2026-11-22 04:40 Africa/Lagos (2026-11-22T03:40Z) is in the future.`,
      help: 'It is now 2026-11-22 03:30 Africa/Lagos (2026-11-22T02:30Z).',
    }),
  );
});

test('a prompt refuses a time that has not come yet, with its day or without', () => {
  expect(findTimeOfDayProblem('12:30', 'Africa/Lagos', NOW)).toMatchInlineSnapshot(
    `"12:30 has not come yet. It is 03:30 in Africa/Lagos. Write how long ago it was, such as 12m, or with its day if it was yesterday: "2026-11-21 12:30"."`,
  );
  expect(findTimeOfDayProblem('2026-11-22 04:40', 'Africa/Lagos', NOW)).toBe(
    '2026-11-22 04:40 has not come yet. It is now 2026-11-22 03:30 Africa/Lagos (2026-11-22T02:30Z).',
  );
  expect(findTimeOfDayProblem('3:34', 'Africa/Lagos', NOW)).toBeUndefined();
  expect(findTimeOfDayProblem('2026-11-22 03:20', 'Africa/Lagos', NOW)).toBeUndefined();
  expect(findTimeOfDayProblem('23:50', 'Africa/Lagos', NOW)).toBeUndefined();
  expect(findTimeOfDayProblem('12m', 'Africa/Lagos', NOW)).toBeUndefined();
});
