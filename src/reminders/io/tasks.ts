import { SECOND } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import type { SiteContext } from '../../content/content.ts';
import type { IncidentOrMaintenance } from '../../content/incident.ts';
import type { Deadline } from '../../deadlines/deadline.ts';
import type { DeadlineEvidence } from '../../deadlines/evidence.ts';

/** What a watch knows each time it wakes. */
export interface WatchState {
  readonly siteContext: SiteContext;
  readonly incidents: readonly IncidentOrMaintenance[];
  /** Paths of files that can't be read. */
  readonly unreadablePaths: readonly string[];
  readonly evidence: DeadlineEvidence;
  readonly deadlines: readonly Deadline[];
  readonly now: Instant;
  /** The watch is to end: begin nothing. */
  readonly abortSignal: AbortSignal;
}

/** Something that a watch sees to whenever it wakes. */
export interface WatchTask {
  /** In words, for warnings. */
  readonly name: string;
  /** Gives when it wants to be run again at the latest. */
  readonly run: (state: WatchState) => Promise<Instant | undefined>;
  /** Whether the watch is to go on for its sake, although nothing is open. */
  readonly needsWatcher?: () => boolean;
}

/** A chore that failed is tried again after this long. */
const RETRY_DELAY = 20 * SECOND;
/** No chore makes a watch run in circles. */
const MIN_INTERVAL = SECOND;

/** Runs chores one after another; one that fails is said, and keeps neither the others nor the watch from going on. */
export function createTaskRunner(
  tasks: readonly WatchTask[],
  warn: (message: string) => void,
): (state: WatchState) => Promise<readonly Instant[]> {
  const failing = new Map<WatchTask, string>();
  return async (state) => {
    const times: Instant[] = [];
    for (const task of tasks) {
      if (state.abortSignal.aborted) break;
      try {
        const next = await task.run(state);
        failing.delete(task);
        if (next !== undefined) times.push(Math.max(next, Date.now() + MIN_INTERVAL));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (failing.get(task) !== reason) warn(`${task.name}: ${reason}`);
        failing.set(task, reason);
        times.push(Date.now() + RETRY_DELAY);
      }
    }
    return times;
  };
}
