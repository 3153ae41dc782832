import { MINUTE, SECOND } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';

/** When a watcher may end, so that the next one has time to start. */
export interface Handover {
  readonly earliest: Instant;
  readonly latest: Instant;
  /** How long no watcher runs: GitHub starts a job within half a minute to a minute. */
  readonly gap: Duration;
}

/**
 * @param startedAt when the process started
 * @param lasts how long it may run; `Infinity` for no limit. A tenth of it, at most a minute, is left at its end for starting
 *   the next run.
 */
export function planHandover(startedAt: Instant, lasts: Duration): Handover {
  if (lasts === Infinity) return { earliest: Infinity, latest: Infinity, gap: 0 };
  const latest = startedAt + lasts - Math.min(MINUTE, lasts / 10);
  return {
    latest,
    earliest: latest - Math.min(3 * MINUTE, lasts / 4),
    gap: Math.min(90 * SECOND, lasts / 8),
  };
}

/** A watcher that sleeps until a time sees it a little later: it wakes up, and reads the content. */
const WAKING = 5 * SECOND;

/**
 * The latest time to end at which no reminder is due while no watcher runs. If reminders are so close to each other that there is
 * none, the latest time at all: the next watcher sends what it finds, and says that it is late.
 * @param reminderTimes in any order
 */
export function chooseHandover(
  { earliest, latest, gap }: Handover,
  reminderTimes: readonly Instant[],
  now: Instant,
): Instant {
  const near = reminderTimes.filter((at) => at >= earliest && at <= latest + gap);
  const isQuiet = (time: Instant): boolean => !near.some((at) => at > time && at <= time + gap);
  // At the time of a reminder a watcher ends after it has sent it.
  const candidates = [latest, now, ...near, ...near.map((at) => at - gap - WAKING)];
  const quiet = candidates.filter(
    (time) => time >= Math.max(earliest, now) && time <= latest && isQuiet(time),
  );
  return quiet.length === 0 ? latest : quiet.reduce((last, time) => Math.max(last, time), -Infinity);
}
