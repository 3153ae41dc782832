import { describe, expect, test } from 'vitest';
import { findRuleProblem, occurrencesUntil } from '../../src/content/recurrence.ts';

const FIRST = '2026-12-06T02:00';

describe('RFC 5545: the times of a rule', () => {
  test.each([
    ['each first Sunday', 'FREQ=MONTHLY;BYDAY=1SU', ['2026-12-06', '2027-01-03', '2027-02-07']],
    ['as people write it', ' rrule: freq=weekly; byday=su', ['2026-12-06', '2026-12-13', '2026-12-20']],
    ['each second week', 'FREQ=WEEKLY;INTERVAL=2', ['2026-12-06', '2026-12-20', '2027-01-03']],
    ['two in all', 'FREQ=DAILY;COUNT=2', ['2026-12-06', '2026-12-07']],
    ['until a day', 'FREQ=WEEKLY;UNTIL=20261213T020000', ['2026-12-06', '2026-12-13']],
    ['the first not among them', 'FREQ=MONTHLY;BYDAY=-1FR', ['2026-12-25', '2027-01-29', '2027-02-26']],
    ['months in any order', 'FREQ=MONTHLY;BYMONTH=2,1', ['2027-01-06', '2027-02-06', '2028-01-06']],
    ['none twice', 'FREQ=MONTHLY;BYDAY=2SU,2SA;BYMONTH=1,12', ['2026-12-12', '2026-12-13', '2027-01-09']],
    ['29 February', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', ['2028-02-29', '2032-02-29', '2036-02-29']],
  ])('%s', (_name, rule, days) => {
    const times = [...occurrencesUntil({ first: FIRST, rule }, '2040-01-01')].slice(0, 3);
    expect(times).toEqual(days.map((day) => `${day}T02:00`));
  });

  test('ends with the day, and after 60 years', () => {
    const daily = { first: FIRST, rule: 'FREQ=DAILY' };
    expect([...occurrencesUntil(daily, '2026-12-07')]).toEqual([FIRST, '2026-12-07T02:00']);
    expect([...occurrencesUntil(daily, '9999-12-31')]).toHaveLength(21_940);
  });

  test('a day that does not exist', () => {
    const never = { first: FIRST, rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' };
    expect([...occurrencesUntil(never, '2066-12-31')]).toEqual([]);
  });
});

test.each([
  ['FREQ=WEEKLY;BYDAY=SU', undefined],
  ['FREQ=WEEKLY;UNTIL=20201213T020000', undefined],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', undefined],
  ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', undefined],
  ['FREQ=MONTLY', 'has the unknown frequency "MONTLY". Did you mean "MONTHLY"?'],
  ['FREQ=HOURLY', 'has the unknown frequency "HOURLY".'],
  ['BYDAY=SU', 'has no FREQ.'],
  ['FREQ=YEARLY;BYMONTHDAY=31', 'has BYMONTHDAY without BYMONTH.'],
  ['every sunday', 'has the unknown part "EVERYSUNDAY".'],
  ['FREQ=DAILY;BYHOUR=2', 'has the unknown part "BYHOUR".'],
  ['FREQ=DAILY;INTERVAL=0', 'has the interval "0".'],
  ['FREQ=DAILY;INTERVAL=999999999', 'has the interval "999999999".'],
  ['FREQ=WEEKLY;BYDAY=XX', 'can\'t be read: invalid BYDAY value "XX".'],
  [
    'FREQ=WEEKLY;BYMONTHDAY=1',
    "can't be read: For WEEKLY recurrences neither BYMONTHDAY nor BYYEARDAY may appear.",
  ],
  ['FREQ=MONTHLY;BYDAY=6MO', "can't be read: Malformed values in BYDAY part."],
])('what is wrong with %s', (rule, message) => {
  expect(findRuleProblem({ first: FIRST, rule })?.message).toBe(message);
});
