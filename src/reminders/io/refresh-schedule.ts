import { SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { createFailureLog } from './failure-log.ts';
import type { ContentWatcher } from './file-source.ts';

/** Content is fetched this long before a reminder is due, so that a recent update is taken into account. */
const REFRESH_LEAD_TIME = 3 * SECOND;

export interface RefreshSchedule {
  /** Fetches the content and then rings. It never throws. */
  readonly refresh: () => Promise<void>;
  readonly isDue: (every: Duration, next: Instant | undefined) => boolean;
  /** When to wake up for a fetch. */
  readonly times: (every: Duration, next: Instant | undefined, now: Instant) => readonly Instant[];
}

export function createRefreshSchedule(
  contentWatcher: ContentWatcher,
  ring: () => void,
  warn: (message: string) => void,
): RefreshSchedule {
  let lastFetchAt = -Infinity;
  const fetching = createFailureLog(warn);
  const dueAt = (every: Duration, next: Instant | undefined): Instant => {
    const before = next === undefined ? Infinity : next - REFRESH_LEAD_TIME;
    return Math.min(lastFetchAt + every, before > lastFetchAt ? before : Infinity);
  };
  return {
    refresh: async () => {
      lastFetchAt = Date.now();
      try {
        await contentWatcher.refresh?.();
        fetching.succeeded();
        ring();
      } catch (error) {
        fetching.failed(
          error,
          (reason) => `Could not fetch ${contentWatcher.name}, using its last known state: ${reason}`,
        );
      }
    },
    isDue: (every, next) => contentWatcher.refresh !== undefined && Date.now() >= dueAt(every, next),
    times: (every, next, now) => (contentWatcher.refresh ? [Math.max(now, dueAt(every, next))] : []),
  };
}
