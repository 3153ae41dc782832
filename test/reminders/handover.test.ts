import { describe, expect, test } from 'vitest';
import { chooseHandover, planHandover } from '../../src/reminders/handover.ts';
import { HOUR, MINUTE, SECOND } from '../../src/time/duration.ts';
import type { Instant } from '../../src/time/instant.ts';

const minutes = (...times: readonly number[]): Instant[] => times.map((time) => time * MINUTE);

describe('a watcher of 13 minutes ends, and the next one starts within 90 seconds', () => {
  const handover = planHandover(0, 13 * MINUTE);

  test('there is a minute left at its end', () => {
    expect(handover).toEqual({ earliest: 9 * MINUTE, latest: 12 * MINUTE, gap: 90 * SECOND });
  });

  test.each<[string, Instant[], number]>([
    ['no reminder is near', minutes(5, 20), 12],
    ['one is due when no watcher would run: earlier', minutes(13), 11.5 - 5 / 60],
    ['two are due: before both', minutes(13, 12.5), 11 - 5 / 60],
    ['one is due at the end: after it', minutes(12), 12],
    ['one is due a second later: before it', minutes(12 + 1 / 60), 10.5 - 4 / 60],
    ['one too early to end before it, one too late: between them', minutes(10, 12.5), 11 - 5 / 60],
    ['there is no quiet time: the end', minutes(9.5, 10.5, 11.5, 12.5), 12],
  ])('%s', (_, reminders, end) => {
    const chosen = chooseHandover(handover, reminders, 0);
    expect(chosen / MINUTE).toBeCloseTo(end, 6);
    for (const late of [0, 20, 4 * SECOND]) {
      const now = chosen + late;
      const ahead = reminders.filter((at) => at > now);
      expect(chooseHandover(handover, ahead, now), `it ends ${late} ms later`).toBeLessThanOrEqual(now);
    }
  });

  test('a time that has passed is not chosen', () => {
    expect(chooseHandover(handover, minutes(13), 11.75 * MINUTE) / MINUTE).toBe(12);
  });

  test('without a limit it does not end', () => {
    expect(chooseHandover(planHandover(0, Infinity), minutes(5), 0)).toBe(Infinity);
  });
});

test('V12.2 V10.1: over six hours of SEV-2 no reminder is due between two watchers', () => {
  // Soon, due and late of each update, every half an hour, and the escalation of the internal ones.
  const reminders = Array.from({ length: 12 }, (_, index) => index * 30).flatMap((from) =>
    minutes(from + 22.5, from + 30, from + 37, from + 45),
  );
  for (let shift = 0; shift < 15 * MINUTE; shift += 17 * SECOND) {
    let from = shift;
    while (from < 6 * HOUR) {
      const end = chooseHandover(planHandover(from, 13 * MINUTE), reminders, from);
      const next = end + MINUTE;
      expect(reminders.filter((at) => at > end && at < next)).toEqual([]);
      expect(end - from).toBeGreaterThanOrEqual(9 * MINUTE);
      from = next;
    }
  }
});
