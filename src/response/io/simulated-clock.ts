import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../time/instant.ts';

/** A clock that can be waited on. */
export interface Clock {
  readonly now: () => Instant;
  readonly waitUntil: (at: Instant) => Promise<void>;
}

const MAX_SLEEP_MS = 60_000;

/** A clock that began at a time and goes faster than the real one by a factor: the real clock, where neither is given. */
export function createClock(start?: Instant, speed = 1): Clock {
  const began = Date.now();
  const now = (): Instant => (start ?? began) + (Date.now() - began) * speed;
  return {
    now,
    // A computer that slept in between has the right time again after a minute at most.
    waitUntil: async (at) => {
      while (now() < at) await sleep(Math.min((at - now()) / speed + 1, MAX_SLEEP_MS));
    },
  };
}
