import { describe, expect, test } from 'vitest';
import { parseOnCallCalendar } from '../../src/on-call/parse-calendar.ts';
import { createCalendar } from '../../src/time/calendar.ts';
import { formatInstant } from '../../src/time/instant.ts';

const SPAN = { from: Date.parse('2026-11-20T00:00Z'), to: Date.parse('2026-12-20T00:00Z') };
const NAMES = { 'Amina Bello': '@amina', Jo: '@jo' };

function parse(text: string): string[] {
  const { periods, unknownNames } = parseOnCallCalendar(text, NAMES, createCalendar('Europe/Paris'), SPAN);
  return [
    ...periods.map(
      ({ from, to, people }) => `${formatInstant(from)} ${formatInstant(to)} ${people.join(' ')}`,
    ),
    ...unknownNames.map((name) => `unknown: ${name}`),
  ];
}

const calendar = (...events: string[][]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Pager//EN',
    ...events.flatMap((lines, index) => ['BEGIN:VEVENT', `UID:${index}`, ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');

describe('iCalendar', () => {
  test.each<[string, string[], string[]]>([
    [
      'an event in UTC, with the name that a pager writes',
      ['DTSTART:20261125T080000Z', 'DTEND:20261125T170000Z', 'SUMMARY:On Call - Amina Bello - Platform'],
      ['2026-11-25T08:00Z 2026-11-25T17:00Z @amina'],
    ],
    [
      'a GitHub name in the title; more than one, in their order',
      ['DTSTART:20261125T080000Z', 'DTEND:20261125T170000Z', 'SUMMARY:@lee and Jo'],
      ['2026-11-25T08:00Z 2026-11-25T17:00Z @lee @jo'],
    ],
    [
      'a time without a zone, and a zone that the file does not describe: the clock of the rota',
      ['DTSTART:20261125T090000', 'DTEND:20261125T180000', 'SUMMARY:Jo'],
      ['2026-11-25T08:00Z 2026-11-25T17:00Z @jo'],
    ],
    [
      'whole days',
      ['DTSTART;VALUE=DATE:20261125', 'DTEND;VALUE=DATE:20261127', 'SUMMARY:Jo'],
      ['2026-11-24T23:00Z 2026-11-26T23:00Z @jo'],
    ],
    [
      'every other week, without the one that was called off',
      [
        'DTSTART:20261109T080000Z',
        'DTEND:20261116T080000Z',
        'RRULE:FREQ=WEEKLY;INTERVAL=2',
        'EXDATE:20261207T080000Z',
        'SUMMARY:Jo',
      ],
      ['2026-11-23T08:00Z 2026-11-30T08:00Z @jo'],
    ],
    [
      'someone who is not in status.yaml',
      ['DTSTART:20261125T080000Z', 'DTEND:20261125T170000Z', 'SUMMARY:Kim'],
      ['unknown: Kim'],
    ],
    ['an event of last year', ['DTSTART:20251125T080000Z', 'DTEND:20251125T170000Z', 'SUMMARY:Kim'], []],
  ])('%s', (_, lines, expected) => {
    expect(parse(calendar(lines))).toEqual(expected);
  });

  test('a rule whose times never come does not stop anything', () => {
    const lines = ['DTSTART:20261125T080000Z', 'DTEND:20261125T090000Z', 'SUMMARY:Jo'];
    expect(() => parse(calendar([...lines, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30']))).toThrow(
      'One of its events is repeated, but never takes place again.',
    );
  });

  test('an event that repeats every second without an end', () => {
    const lines = ['DTSTART:19900101T000000Z', 'DTEND:19900101T000001Z', 'RRULE:FREQ=SECONDLY', 'SUMMARY:Jo'];
    expect(parse(calendar(lines))).toEqual([]);
  });
});

describe('JSON', () => {
  const shift = { from: '2026-11-25T08:00Z', to: '2026-11-25T17:00Z', people: ['@amina'], backups: ['@jo'] };

  test.each([
    ['a list', [shift]],
    ['an object with shifts', { shifts: [shift], more: 1 }],
  ])('%s', (_, data) => {
    expect(parse(JSON.stringify(data))).toEqual(['2026-11-25T08:00Z 2026-11-25T17:00Z @amina']);
  });
});

test.each([
  ['<html>Log in</html>', 'It is neither iCalendar nor JSON.'],
  ['', 'It is neither iCalendar nor JSON.'],
  ['[{', 'Its JSON is damaged.'],
  ['{"people": "secret-address"}', 'Its JSON is not a list of shifts with from, to and people.'],
  [
    '[{"from": "yesterday", "to": "2026-11-25T17:00Z", "people": ["@amina"]}]',
    'Its JSON is not a list of shifts with from, to and people.',
  ],
  ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nnonsense', 'Its iCalendar text is damaged.'],
])('refuses %j', (text, message) => {
  expect(() => parse(text)).toThrow(message);
});
