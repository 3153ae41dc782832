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
