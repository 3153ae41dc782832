import { describe, expect, test } from 'vitest';
import { formatInstant } from '../../../src/time/instant.ts';
import { readJsonLines } from '../../../src/import/read-json-lines.ts';
import { buildImportTimeline } from '../../../src/import/times/timeline.ts';
import { parseTimeWords } from '../../../src/import/times/time-words.ts';
import { incident } from '../run-import.ts';

test.each([
  ['Jan 8, 10:15 PT', { month: 1, day: 8, minute: 615, zone: 'America/Los_Angeles' }],
  ['3:26 AM PDT 2020', { year: 2020, minute: 206, zone: -25_200_000 }],
  ['Mar 12,  7:05 PM PST 2021', { year: 2021, month: 3, day: 12, minute: 1145, zone: -28_800_000 }],
  ['11th of February 2022 - 15:20 UTC', { year: 2022, month: 2, day: 11, minute: 920, zone: 0 }],
  ['Thu, 20 Sep 2012 08:38:10 GMT', { year: 2012, month: 9, day: 20, minute: 518, zone: 0 }],
  ['Sun July 14 23:43:00 PDT 2013', { year: 2013, month: 7, day: 14, minute: 1423, zone: -25_200_000 }],
  ['2023-03-28 21h00 UTC', { year: 2023, month: 3, day: 28, minute: 1260, zone: 0 }],
  ['05-03-2020 01:40', { year: 2020, month: 3, day: 5, minute: 100 }],
  ['2024-08-13T015:00:00+02:00', { year: 2024, month: 8, day: 13, minute: 900, zone: 7_200_000 }],
  ['2021-03-04', { year: 2021, month: 3, day: 4 }],
  ['17:30', { minute: 1050 }],
  ['12:05 AM', { minute: 5 }],
  ['2020', { year: 2020 }],
  ['2020-13-45 29:71', { year: 2020 }],
  ['soon', {}],
])('%s', (words, partial) => {
  expect(parseTimeWords(words)).toEqual(partial);
});

/** The times of a record's updates, as Candor writes them, and what was noted. */
function times(change: Readonly<Record<string, unknown>>) {
  const { records } = readJsonLines('test.jsonl', JSON.stringify(incident(change)));
  const { started, updates, notes } = buildImportTimeline(records[0]!);
  return {
    started: formatInstant(started),
    updates: updates.map(({ at, update }) => `${formatInstant(at)} ${update.body}`),
    notes: notes.map(({ kind, text }) => `${kind}: ${text}`),
  };
}

const update = (body: string, at?: string, raw?: string) => ({ body, at, at_raw: raw });

describe('every update gets a time', () => {
  test('times without a zone are read as UTC and said to be', () => {
    const read = times({
      started_at: '2024-05-01T09:00:00',
      resolved_at: null,
      updates: [update('a', '2024-05-01 09:30')],
    });
    expect(read).toEqual({
      started: '2024-05-01T09:00Z',
      updates: ['2024-05-01T09:30Z a'],
      notes: [
        'repaired: start: "2024-05-01T09:00:00" has no zone: read as UTC',
        'repaired: time of update 1: "2024-05-01 09:30" has no zone: read as UTC',
      ],
    });
  });

  test('missing times lie between the start, the neighbours and the end', () => {
    const read = times({
      updates: [update('a'), update('b', '2024-05-01T09:20Z'), update('c'), update('d'), update('e')],
    });
    expect(read.updates).toEqual([
      '2024-05-01T09:00Z a',
      '2024-05-01T09:20Z b',
      '2024-05-01T09:33Z c',
      '2024-05-01T09:46Z d',
      '2024-05-01T10:00Z e',
    ]);
    expect(read.notes).toEqual(['repaired: update 1, 3, 4, 5 had no time: placed between its neighbours']);
  });

  test('sources that write the newest first are turned round, those of one time too', () => {
    const read = times({
      updates: [
        update('c', '2024-05-01T09:30Z'),
        update('b', '2024-05-01T09:20Z'),
        update('a', '2024-05-01T09:20Z'),
      ],
    });
    expect(read.updates.map((line) => line.at(-1)).join('')).toBe('abc');
    expect(read.notes).toEqual([]);
  });

  test('updates out of order are sorted, those of one time stay as they were', () => {
    const at = '2024-05-01T09:20Z';
    const read = times({
      updates: [
        update('a', '2024-05-01T09:10Z'),
        update('c', at),
        update('d', at),
        update('b', '2024-05-01T09:15Z'),
        update('e', '2024-05-01T09:40Z'),
      ],
    });
    expect(read.updates.map((line) => line.at(-1)).join('')).toBe('abcde');
    expect(read.notes).toEqual(['repaired: the updates were not in the order of their times']);
  });

  test('words take what they leave out from the start and from their neighbours', () => {
    const read = times({
      started_at: '2024-12-31T23:00-08:00',
      resolved_at: null,
      updates: [
        update('a', undefined, 'Dec 31, 23:30 PT'),
        update('b', undefined, 'Jan 1, 00:10 PT'),
        update('c', undefined, '1:00 AM PST'),
      ],
    });
    expect(read.updates).toEqual(['2025-01-01T07:30Z a', '2025-01-01T08:10Z b', '2025-01-01T09:00Z c']);
  });

  test('times of day before a date that is known are of that day or the one before', () => {
    const read = times({
      started_at: null,
      resolved_at: null,
      started_raw: '2020',
      updates: [
        update('a', undefined, '11:30 PM PDT 2020'),
        update('b', undefined, 'Mar 3, 1:45 AM PDT 2020'),
      ],
    });
    expect(read.updates).toEqual(['2020-03-03T06:30Z a', '2020-03-03T08:45Z b']);
  });

  test.each([
    [
      'a year alone',
      { started_raw: '2020', id: 'x' },
      '2020-01-01T00:00Z',
      'person: only the year 2020 is known: placed on its first day',
    ],
    [
      'a date in its name',
      { id: 'posts/2021-10-07-database.json' },
      '2021-10-07T00:00Z',
      'repaired: no time at all: the date 2021-10-07 is from its name',
    ],
    ['nothing', { id: 'x' }, '2000-01-01T00:00Z', 'person: nothing says when it was: placed in 2000'],
    [
      'a date without a year',
      { id: 'x', started_raw: 'Dec 14, 09:41 UTC' },
      '2000-12-14T00:00Z',
      'person: the year is not known: placed in 2000',
    ],
    [
      'an impossible time',
      { id: 'x', started_at: '1200-01-01T00:00Z' },
      '2000-01-01T00:00Z',
      'person: the year is not known: placed in 2000',
    ],
  ])('nothing but %s', (_name, change, started, note) => {
    const read = times({
      started_at: null,
      resolved_at: null,
      updates: [update('a'), update('b')],
      ...change,
    });
    expect(read.started).toBe(started);
    expect(read.updates).toHaveLength(2);
    expect(read.notes).toContain(note);
  });

  test('a start after the first update stays as the source has it, and is said', () => {
    const read = times({ started_at: '2024-05-01T09:30Z' });
    expect(read.started).toBe('2024-05-01T09:30Z');
    expect(read.notes).toEqual([
      'repaired: the start (2024-05-01T09:30Z) is later than its first update (2024-05-01T09:10Z): kept as the source has it',
    ]);
  });
});
