import { describe, expect, test } from 'vitest';
import { rotaSchema } from '../../src/content/schema/on-call.ts';
import type { OnCallPeriod } from '../../src/on-call/periods.ts';
import { createRota, endOfShift, onCallAt } from '../../src/on-call/rota.ts';
import type { Rota } from '../../src/on-call/rota.ts';
import { formatInstant } from '../../src/time/instant.ts';

const ZONE = 'Europe/Paris';

function rota(settings: object, reading = {}): Rota {
  return createRota(rotaSchema.parse(settings), ZONE, reading);
}

function leads(one: Rota, now: string): string {
  const { people, backups, until } = onCallAt(one, Date.parse(now));
  return [
    people.join(' ') || 'no one',
    backups.join(' ') || '-',
    until === undefined ? '-' : formatInstant(until),
  ].join(' | ');
}

const WEEK = rota({
  shifts: [
    {
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      from: '09:00',
      to: '18:00',
      people: ['@amina'],
      backups: ['@jo'],
    },
    { days: ['mon', 'tue', 'wed', 'thu'], from: '18:00', to: '09:00', people: ['@jo'] },
    { days: ['fri'], from: '18:00', people: ['@jo'] },
    { days: ['sat', 'sun'], people: ['@lee'] },
    { days: ['mon'], to: '09:00', people: ['@lee'] },
  ],
});

describe('V9.1 shifts by hours', () => {
  test.each([
    ['2026-11-25T12:00Z', '@amina | @jo | 2026-11-25T17:00Z', 'on Wednesday at one in Paris'],
    ['2026-11-26T02:00Z', '@jo | - | 2026-11-26T08:00Z', 'at 3 a.m., the one who began the evening before'],
    [
      '2026-11-25T08:00Z',
      '@amina | @jo | 2026-11-25T17:00Z',
      'the instant of the hand-over belongs to the next',
    ],
    ['2026-11-25T07:59Z', '@jo | - | 2026-11-25T08:00Z', 'and the one before to the last'],
    ['2026-11-28T02:00Z', '@lee | - | 2026-11-30T08:00Z', 'the weekend is one shift, until Monday morning'],
    ['2026-07-15T06:30Z', '@jo | - | 2026-07-15T07:00Z', 'the clock of the zone counts, also in summer'],
    ['2026-10-25T00:30Z', '@lee | - | 2026-10-26T08:00Z', 'and on the day with 25 hours'],
  ])('at %s: %s, %s', (now, expected) => {
    expect(leads(WEEK, now)).toBe(expected);
  });

  test('an override comes first, and cuts the shift around it', () => {
    const one = rota({
      shifts: [{ people: ['@amina'] }],
      overrides: [{ from: '2026-11-25T02:00Z', to: '2026-11-25T04:00Z', people: ['@lee'] }],
    });
    expect(leads(one, '2026-11-25T03:00Z')).toBe('@lee | - | 2026-11-25T04:00Z');
    expect(leads(one, '2026-11-25T01:00Z')).toBe('@amina | - | 2026-11-25T02:00Z');
    expect(onCallAt(one, Date.parse('2026-11-25T01:00Z')).next?.people).toEqual(['@lee']);
  });

  test('in a gap no one is known, and the next one is', () => {
    const one = rota({ shifts: [{ days: ['mon'], from: '09:00', to: '10:00', people: ['@amina'] }] });
    const now = onCallAt(one, Date.parse('2026-11-25T03:00Z'));
    expect(now.people).toEqual([]);
    expect(formatInstant(now.next!.from)).toBe('2026-11-30T08:00Z');
  });
});

describe('V9.1 a rotation', () => {
  const weekly = rota({
    rotation: { start: '2026-10-05', at: '09:00', every: '1 week', people: ['@amina', '@jo', '@lee'] },
  });

  test.each([
    ['2026-10-05T06:59Z', 'no one | - | -', 'before its start'],
    ['2026-10-05T07:00Z', '@amina | @jo | 2026-10-12T07:00Z', 'the first turn, with the next one as backup'],
    [
      '2026-10-26T07:59Z',
      '@lee | @amina | 2026-10-26T08:00Z',
      'by the clock across the change of summer time',
    ],
    ['2026-10-26T08:00Z', '@amina | @jo | 2026-11-02T08:00Z', 'around the list again'],
    ['2036-10-06T12:00Z', '@amina | @jo | 2036-10-13T07:00Z', 'years later'],
  ])('at %s: %s, %s', (now, expected) => {
    expect(leads(weekly, now)).toBe(expected);
  });

  test('one person alone has no backup and no end', () => {
    const one = rota({ rotation: { start: '2026-10-05', every: 'daily', people: ['@amina'] } });
    expect(leads(one, '2026-11-25T03:00Z')).toBe('@amina | - | -');
  });

  test('a month is a month, whatever its length', () => {
    const one = rota({ rotation: { start: '2026-01-31', every: '1 month', people: ['@amina', '@jo'] } });
    expect(leads(one, '2026-03-25T12:00Z')).toBe('@jo | @amina | 2026-03-30T22:00Z');
  });
});

describe('the end of a shift', () => {
  const of = (person: string, from: string): string => {
    const end = endOfShift(WEEK, person, Date.parse(from));
    return end === undefined ? 'none' : formatInstant(end);
  };

  test.each([
    ['@amina', '2026-11-25T12:00Z', '2026-11-25T17:00Z', 'the present one'],
    ['@amina', '2026-11-25T20:00Z', '2026-11-26T17:00Z', 'the next one of someone who is not on call'],
    ['@Amina', '2026-11-25T12:00Z', '2026-11-25T17:00Z', 'in any spelling'],
    ['@kim', '2026-11-25T12:00Z', 'none', 'of someone who is never on call'],
  ])('%s at %s: %s, %s', (person, from, expected) => {
    expect(of(person, from)).toBe(expected);
  });

  test('shifts that follow each other are one', () => {
    const one = rota({ shifts: [{ people: ['@amina'] }] });
    expect(endOfShift(one, '@amina', Date.parse('2026-11-25T12:00Z'))).toBeUndefined();
  });
});

test('a calendar that was never read: no one is known, and the note says why', () => {
  const one = rota({ calendar: { url: 'https://example.com/a.ics' } }, { note: 'It did not answer.' });
  expect(onCallAt(one, 0)).toEqual({ people: [], backups: [], note: 'It did not answer.' });
});

test('a calendar whose shifts overlap: the one that began first leads until its end', () => {
  const period = (from: number, to: number, person: string): OnCallPeriod => ({
    ...{ from, to, people: [person], backups: [] },
  });
  const periods = [period(0, 100, '@amina'), period(50, 150, '@jo')];
  const one = rota({ calendar: { url: 'https://example.com/a.ics' } }, { periods });
  expect(one.periods(0, 200).map(({ from, to, people }) => [from, to, people[0]])).toEqual([
    [0, 100, '@amina'],
    [100, 150, '@jo'],
  ]);
});
