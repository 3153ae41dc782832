import { SECOND } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import type { DeadlineSnapshot } from '../facts.ts';
import { createFailureLog } from './failure-log.ts';

/** What the watcher knows each time it wakes up. */
export interface WatchState extends DeadlineSnapshot {
  /** Paths of incident files that can't be parsed. */
  readonly unreadablePaths: readonly string[];
  /** Once aborted, tasks begin nothing new. */
  readonly abortSignal: AbortSignal;
}

/** A task that the watcher runs each time it wakes up. */
export interface WatchTask {
  /** For warnings. */
  readonly name: string;
  /** Returns the latest time for its next run. */
  readonly run: (state: WatchState) => Promise<Instant | undefined>;
  /** Whether the watcher has to keep running although no incident is open. */
  readonly needsWatcher?: () => boolean;
}

export interface TaskRound {
  /** The latest times for the next round. */
  readonly times: readonly Instant[];
  /** How many tasks failed: whether they still have something to do is unknown. */
  readonly failedCount: number;
}

const RETRY_DELAY = 20 * SECOND;
/** Keeps a task from waking the watcher in a tight loop. */
const MIN_INTERVAL = SECOND;

/** Runs tasks one after another. A failed task is reported and retried; the others still run. */
export function createTaskRunner(
  tasks: readonly WatchTask[],
  warn: (message: string) => void,
): (state: WatchState) => Promise<TaskRound> {
  const failures = new Map(tasks.map((task) => [task, createFailureLog(warn)]));
  return async (state) => {
    const times: Instant[] = [];
    let failedCount = 0;
    for (const task of tasks) {
      if (state.abortSignal.aborted) break;
      try {
        const next = await task.run(state);
        failures.get(task)?.succeeded();
        if (next !== undefined) times.push(Math.max(next, Date.now() + MIN_INTERVAL));
      } catch (error) {
        failures.get(task)?.failed(error, (reason) => `${task.name}: ${reason}`);
        failedCount += 1;
        times.push(Date.now() + RETRY_DELAY);
      }
    }
    return { times, failedCount };
  };
}
