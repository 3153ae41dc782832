import { describe, expect, test } from 'vitest';
import {
  formatWatchAtRef,
  hasWatcherOnHost,
  parseWatchAtRef,
  planWatchAt,
} from '../../src/reminders/watch-at.ts';
import type { WatchAtContext } from '../../src/reminders/watch-at.ts';
import { describeWatchAtAction } from '../../src/reminders/io/watch-at-task.ts';
import { MINUTE } from '../../src/time/duration.ts';

const NOW = Date.parse('2026-11-22T18:06:30Z');
const IDLE: WatchAtContext = {
  ...{ now: NOW, isWatching: false, place: 'actions', refs: [], isPrivate: true, windowLead: 70 * MINUTE },
};
const ref = (minute: string, place = 'actions'): string => `candor/watch-at/2026-11-22T${minute}Z/${place}`;

describe('V12.2: when the watchdog starts the next watcher', () => {
  test.each<[string, Partial<WatchAtContext>, string[]]>([
    ['nothing is open or planned', {}, ['disable reminders-watchdog.yml: nothing is open or planned']],
    ['in a public repository its minutes are free', { isPrivate: false }, []],
    [
      'a watcher ends',
      { refs: [ref('18-20')] },
      [`delete refs/${ref('18-20')}`, 'disable reminders-watchdog.yml: nothing is open or planned'],
    ],
    [
      'a watcher begins',
      { isWatching: true },
      ['enable reminders-watchdog.yml', 'tell the watchdog to look at 2026-11-22T18-26Z/actions'],
    ],
    ['it goes on', { isWatching: true, refs: [ref('18-20')] }, ['enable reminders-watchdog.yml']],
    [
      'it has gone on for ten minutes',
      { isWatching: true, refs: [ref('18-16')] },
      [
        'enable reminders-watchdog.yml',
        'tell the watchdog to look at 2026-11-22T18-26Z/actions',
        `delete refs/${ref('18-16')}`,
      ],
    ],
    [
      'one on another host takes over',
      { isWatching: true, place: 'host', refs: [ref('18-20')] },
      [
        'enable reminders-watchdog.yml',
        'tell the watchdog to look at 2026-11-22T18-26Z/host',
        `delete refs/${ref('18-20')}`,
      ],
    ],
    [
      'the clock of the one before was ahead',
      { isWatching: true, refs: [ref('21-00')] },
      [
        'enable reminders-watchdog.yml',
        'tell the watchdog to look at 2026-11-22T18-26Z/actions',
        `delete refs/${ref('21-00')}`,
      ],
    ],
    [
      'a maintenance is planned',
      { nextWindow: Date.parse('2026-11-22T23:00Z') },
      ['enable reminders-watchdog.yml', 'tell the watchdog to look at 2026-11-22T21-50Z/planned'],
    ],
    [
      'it is planned, and known',
      { nextWindow: Date.parse('2026-11-22T23:00Z'), refs: [ref('21-50', 'planned')] },
      ['enable reminders-watchdog.yml'],
    ],
  ])('%s', (_, change, expected) => {
    expect(planWatchAt({ ...IDLE, ...change }).map(describeWatchAtAction)).toEqual(expected);
  });
});

test('a ref says the minute and the place; others are left alone', () => {
  const at = Date.parse('2026-11-22T18:26Z');
  expect(parseWatchAtRef(`refs/${formatWatchAtRef({ at: at + 59_000, place: 'host' })}`)).toEqual({
    at,
    place: 'host',
  });
  for (const other of ['refs/heads/main', 'candor/watch-at/x', 'candor/watch-at/2026-13-40T99-99Z/host'])
    expect(parseWatchAtRef(other)).toBeUndefined();
});

test.each([
  [ref('18-20', 'host'), true],
  [ref('18-06', 'host'), false],
  [ref('18-20'), false],
])('%s: a watcher on another host runs: %s', (known, expected) => {
  expect(hasWatcherOnHost([known], NOW)).toBe(expected);
});
