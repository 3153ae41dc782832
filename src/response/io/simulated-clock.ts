import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Duration } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';

export interface Clock {
  readonly now: () => Instant;
  readonly waitUntil: (at: Instant) => Promise<void>;
  /** Adds to the time. Absent if the time is simulated. */
  readonly adjust?: (offset: Duration) => void;
}

const MAX_SLEEP_MS = 60_000;

/** A clock that starts at a given time and runs faster by a factor. By default, it is the real clock. */
export function createClock(start?: Instant, speed = 1): Clock {
  const began = Date.now();
  let adjustment = 0;
  const now = (): Instant => (start ?? began) + (Date.now() - began) * speed + adjustment;
  return {
    now,
    ...(start === undefined &&
      speed === 1 && {
        adjust: (offset: Duration) => {
          adjustment += offset;
        },
      }),
    // Short sleeps, because a suspended computer does not count the time.
    waitUntil: async (at) => {
      while (now() < at) await sleep(Math.min((at - now()) / speed + 1, MAX_SLEEP_MS));
    },
  };
}

/** A clock that a drill can stop. */
export interface PacedClock extends Clock {
  /** The time passes only until this is done. */
  readonly whileRunning: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * A clock for a drill: it runs, faster by a factor, while a person thinks or something is waited for, and stops while the
 * computer works, so that the person is measured and not the machine.
 */
export function createPacedClock(start: Instant, speed: number): PacedClock {
  let reached = start;
  let runningSince: number | undefined;
  const now = (): Instant =>
    reached + (runningSince === undefined ? 0 : (performance.now() - runningSince) * speed);
  const whileRunning = async <T>(work: () => Promise<T>): Promise<T> => {
    runningSince = performance.now();
    try {
      return await work();
    } finally {
      reached = now();
      runningSince = undefined;
    }
  };
  return {
    now: () => Math.floor(now()),
    whileRunning,
    waitUntil: async (at) => {
      const before = reached;
      await whileRunning(async () => {
        while (now() < at) await sleep(Math.min((at - now()) / speed + 1, MAX_SLEEP_MS));
      });
      reached = Math.max(before, at);
    },
  };
}
