import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findRuleProblem, occurrencesUntil } from '../../src/content/recurrence.ts';
import { parseOnCallCalendar } from '../../src/on-call/parse-calendar.ts';
import { readSop } from '../../src/policy/from-sop/read-sop.ts';
import { createCalendar } from '../../src/time/calendar.ts';
import { hostileText } from './hostile-text.ts';
import { createTarget } from './target.ts';

const numbers = (most: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: -most - 1, max: most + 1 }), { minLength: 1, maxLength: 3 }).map(String);
const weekdays = fc
  .array(
    fc
      .tuple(fc.constantFrom('', '', '1', '-1', '5'), fc.constantFrom('MO', 'FR', 'SU', 'XX'))
      .map(([place, day]) => place + day),
    { minLength: 1, maxLength: 2 },
  )
  .map(String);
const parts = fc.oneof(
  { weight: 4, arbitrary: weekdays.map((days) => `BYDAY=${days}`) },
  numbers(31).map((days) => `BYMONTHDAY=${days}`),
  numbers(12).map((months) => `BYMONTH=${months}`),
  numbers(366).map((days) => `BYYEARDAY=${days}`),
  numbers(53).map((weeks) => `BYWEEKNO=${weeks}`),
  numbers(5).map((places) => `BYSETPOS=${places}`),
  fc.integer({ min: 0, max: 401 }).map((every) => `INTERVAL=${every}`),
  fc.integer({ min: 0, max: 40 }).map((count) => `COUNT=${count}`),
  fc.constantFrom('UNTIL=20270101T000000', 'WKST=SU', 'BYHOUR=2'),
  hostileText,
);
const rules = fc
  .tuple(fc.constantFrom('MONTHLY', 'WEEKLY', 'YEARLY', 'DAILY', 'HOURLY'), fc.array(parts, { maxLength: 3 }))
  .map(([frequency, more]) => [`FREQ=${frequency}`, ...more].join(';'));

/** What one rule may take, in milliseconds, on a busy machine. */
const RULE_LIMIT_MS = 5000;

export const recurrenceTarget = createTarget('the rule of recurring maintenance', rules, (rule) => {
  const started = performance.now();
  const recurrence = { first: '2026-12-06T02:00', rule };
  if (findRuleProblem(recurrence) === undefined) {
    const times = [...occurrencesUntil(recurrence, '2027-12-31')];
    assert.deepEqual(times, [...new Set(times)].toSorted());
  }
  assert.ok(performance.now() - started < RULE_LIMIT_MS);
});

const UTC = createCalendar('UTC');
const SPAN = { from: Date.parse('2026-11-20T00:00Z'), to: Date.parse('2026-12-20T00:00Z') };
const lines = fc.oneof(
  fc.constantFrom(
    'SUMMARY:Jo',
    'SUMMARY:@jo',
    'BEGIN:VEVENT',
    'END:VEVENT',
    'RECURRENCE-ID:20261126T080000Z',
  ),
  fc.constantFrom(
    'EXDATE:20261126T080000Z',
    'RDATE:20261201T080000Z',
    'DTSTART;TZID=Nowhere:20261125T080000',
  ),
  rules.map((rule) => `RRULE:${rule}`),
  hostileText,
);
const calendars = fc
  .array(lines, { maxLength: 5 })
  .map((more) =>
    [
      ...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'DTSTART:20261125T080000Z', 'DTEND:20261125T090000Z'],
      ...more,
      ...['END:VEVENT', 'END:VCALENDAR'],
    ].join('\r\n'),
  );

export const calendarTarget = createTarget('a calendar of people on call', calendars, (text) => {
  try {
    const { periods } = parseOnCallCalendar(text, { Jo: '@jo' }, UTC, SPAN);
    for (const { from, to } of periods) assert.ok(from < SPAN.to && to > SPAN.from);
  } catch (error) {
    assert.match((error as Error).message, /^(?:It|Its|One of its) [\w ,]+\.$/);
  }
});

const sop = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '# SOP',
        '## Severity',
        '| SEV-1 | Critical | 15 minutes |',
        '- Update every 30 minutes',
      ),
      fc.constantFrom(
        '> We are investigating [component].',
        '**Roles**',
        '1. Commander: leads',
        '| --- | --- |',
      ),
      hostileText,
    ),
    { maxLength: 12 },
  )
  .map((all) => all.join('\n'));

export const sopTarget = createTarget('an SOP that a policy is made from', sop, (text) => {
  const { questions } = readSop(text);
  const count = text.split(/\r\n?|\n/).length;
  for (const { line = 1 } of questions) assert.ok(line >= 1 && line <= count);
});
