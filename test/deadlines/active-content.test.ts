import { describe, expect, test } from 'vitest';
import { FOLLOW_UP_PERIOD, isActive } from '../../src/deadlines/active-content.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import { NO_EVIDENCE } from '../../src/deadlines/evidence.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

const WINDOW = 'kind: maintenance\nstarts: 18:00\nends: 19:00';

describe('whether a watcher waits for a maintenance', () => {
  test.each([
    ['before it starts', '17:59', [], false],
    ['while it is under way', '18:30', [], true],
    ['until the time for its closing update has passed', '19:29', [], true],
    ['no longer after that: the daily look asks for it', '19:30', [], false],
    ['not once it is completed', '19:10', ['18:50 completed'], false],
  ])('%s', (_name, now, updates, expected) => {
    const { siteContext, entries } = worldOf({
      one: incidentText(WINDOW, ['09:00 scheduled', ...updates]),
    });
    expect(isActive(siteContext, entries[0]!, at(now), false)).toBe(expected);
  });
});

describe('a maintenance that no one completes', () => {
  const { siteContext, entries } = worldOf({ one: incidentText(WINDOW, ['09:00 scheduled']) });

  test.each([
    ['is late for 30 days', '2026-12-22T19:29Z', ['late']],
    ['is no longer expected after that', '2026-12-22T19:31Z', []],
  ])('%s', (_name, now, states) => {
    const endedAfter = at(now) - FOLLOW_UP_PERIOD;
    const deadlines = deadlinesOf(siteContext, entries, NO_EVIDENCE, at(now), { endedAfter });
    expect(deadlines.filter(({ kind }) => kind === 'maintenance-end').map(({ state }) => state)).toEqual(
      states,
    );
  });
});
