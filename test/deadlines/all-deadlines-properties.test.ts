import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '../../src/time/duration.ts';
import { formatInstant } from '../../src/time/instant.ts';
import type { Deadline } from '../../src/deadlines/deadline.ts';
import { reminderThresholdsOf } from '../../src/deadlines/deadline.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import { isClearlyEnded } from '../../src/deadlines/active-content.ts';
import { at, incidentText, worldOf } from '../support/incident-content.ts';

const START = at('09:00');
const minute = fc.integer({ min: -30, max: 300 });
const phase = fc.constantFrom('investigating', 'identified', 'monitoring', 'update', 'resolved');
const updates = fc.array(fc.tuple(minute, phase), { maxLength: 6 });
const severity = fc.constantFrom('sev-1', 'sev-2', 'sev-3');
const fixed = fc.option(minute, { nil: undefined });

interface Story {
  readonly severity: string;
  readonly fixed: number | undefined;
  readonly updates: readonly (readonly [number, string])[];
}

const story: fc.Arbitrary<Story> = fc.record({ severity, fixed, updates });

const time = (minutes: number): string => formatInstant(START + minutes * MINUTE);

function textOf(told: Story): string {
  const internal = told.fixed === undefined ? '' : `internal: { fixed: "${time(told.fixed)}" }`;
  const front = `severity: ${told.severity}\ndetected: ${time(0)}\n${internal}`.trim();
  return incidentText(
    front,
    told.updates.map(([minutes, word]) => `${time(minutes)} ${word}`),
  );
}

function of(
  stories: Readonly<Record<string, Story>>,
  now: number,
  zone = 'Africa/Lagos',
): readonly Deadline[] {
  const texts = Object.fromEntries(Object.entries(stories).map(([id, one]) => [id, textOf(one)]));
  const world = worldOf(texts, { zone });
  return deadlinesOf(world.siteContext, world.entries, {}, START + now * MINUTE);
}

test('V12.2 an added update never brings the next one forward, whatever the times say', () => {
  fc.assert(
    fc.property(
      story,
      minute,
      fc.constantFrom('investigating', 'identified', 'monitoring', 'update'),
      (before, added, word) => {
        const next = (one: Story): Deadline | undefined =>
          of({ one }, 0).find(({ kind }) => kind === 'next-update');
        const old = next(before);
        const now = next({ ...before, updates: [...before.updates, [added, word]] });
        if (!old || !now) return;
        expect(now.due).toBeGreaterThanOrEqual(old.due);
        expect(now.late).toBeGreaterThanOrEqual(old.late);
      },
    ),
    { numRuns: 500 },
  );
});

test('V10.1 V12.2 lateness only grows with time: state, step, and nothing that disappears', () => {
  const RANK = ['ahead', 'soon', 'due', 'late'];
  fc.assert(
    fc.property(story, minute, fc.nat(10_000), (one, now, later) => {
      const before = of({ one }, now);
      const after = new Map(of({ one }, now + later).map((deadline) => [deadline.id, deadline]));
      expect(after.size).toBe(before.length);
      for (const deadline of before) {
        const then = after.get(deadline.id)!;
        expect(RANK.indexOf(then.state)).toBeGreaterThanOrEqual(RANK.indexOf(deadline.state));
        expect(then.step?.index ?? -1).toBeGreaterThanOrEqual(deadline.step?.index ?? -1);
        expect(then.ask.length).toBeGreaterThanOrEqual(deadline.ask.length);
      }
    }),
    { numRuns: 300 },
  );
});

test('V12.2 the order of the files does not matter', () => {
  fc.assert(
    fc.property(fc.array(story, { minLength: 2, maxLength: 5 }), minute, (stories, now) => {
      const named = stories.map((one, index) => [`one-${index}`, one] as const);
      expect(of(Object.fromEntries(named.toReversed()), now)).toEqual(of(Object.fromEntries(named), now));
    }),
    { numRuns: 100 },
  );
});

test('V12.2 V8.1 a daylight-saving night changes nothing: the same story on any night, in any zone', () => {
  const nights = ['2026-03-29T00:30Z', '2026-10-25T00:30Z', '2026-06-10T00:30Z'].map(at);
  fc.assert(
    fc.property(story, minute, (one, now) => {
      const told = nights.map((night) => {
        const text = textOf(one).replaceAll(/2026-11-22T\d\d:\d\dZ/g, (found) =>
          formatInstant(night + at(found) - START),
        );
        const world = worldOf({ one: text }, { zone: 'Europe/Berlin' });
        const all = deadlinesOf(world.siteContext, world.entries, {}, night + now * MINUTE);
        return all
          .filter(({ kind }) => kind !== 'sop-review')
          .map(({ kind, due, late, state, step }) => ({
            kind,
            due: due - night,
            late: late - night,
            state,
            step,
          }));
      });
      expect(told[1]).toEqual(told[0]);
      expect(told[2]).toEqual(told[0]);
    }),
    { numRuns: 100 },
  );
});

test('V10.1 reminder times are in order, and each is where the deadline changes', () => {
  fc.assert(
    fc.property(story, (one) => {
      for (const deadline of of({ one }, 0)) {
        const times = reminderThresholdsOf(deadline).map(({ at: when }) => when);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(deadline.soon).toBeLessThanOrEqual(deadline.due);
        expect(deadline.due).toBeLessThanOrEqual(deadline.late);
      }
    }),
    { numRuns: 100 },
  );
});

test('what looks ended without being parsed is ended', () => {
  fc.assert(
    fc.property(
      story,
      minute,
      fc.constantFrom('', '\n```\n## 2026-01-01T00:00Z resolved\n```\n', '\n### resolved\n'),
      (one, before, tail) => {
        const text = textOf(one) + tail;
        const limit = START + before * MINUTE;
        if (!isClearlyEnded(text, limit)) return;
        const world = worldOf({ one: text });
        expect(world.entries[0]!.updates.at(-1)!.phase).toBe('resolved');
        expect(world.entries[0]!.updates.at(-1)!.at).toBeLessThan(limit);
      },
    ),
    { numRuns: 300 },
  );
  expect(isClearlyEnded(incidentText('severity: sev-1', ['09:00 resolved']), at('10:00'))).toBe(true);
});
