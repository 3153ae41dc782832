import { isActive } from '../../deadlines/active-content.ts';
import { trackedIncidents } from '../facts.ts';
import { decideWatchdog } from '../watchdog.ts';
import { planReminders, unsentRemindersOf } from '../plan-issues.ts';
import { areRemindersRunning, startReminders } from '../../github/reminders-workflow.ts';
import { trackingContextOf, readCurrentTrackingState } from './tracking-task.ts';
import { openTracker } from './connect.ts';
import { hasRecentPendingPull } from './open-pulls-task.ts';
import { rebuildOnce } from './rebuild-task.ts';
import { readWatchState } from './run-once.ts';
import { isWatchedByHost } from './watch-at-task.ts';
import { createBranchWatcher } from './git-source.ts';

/**
 * Checks once whether the watcher is needed and running, logs the result and starts the watcher if necessary.
 * @param triggeredBy named in reminders that are late
 */
export async function runWatchdog(
  root: string,
  triggeredBy: string | undefined,
  log: (line: string) => void,
): Promise<number> {
  const tracker = await openTracker(root);
  const contentWatcher = await createBranchWatcher(root, {
    remote: tracker.remote,
    branch: tracker.defaultBranch,
  });
  try {
    const state = await readWatchState(contentWatcher, Date.now());
    const trackingContext = trackingContextOf(
      { tracker, log },
      state,
      await readCurrentTrackingState(tracker, state, (what, error) =>
        log(`Could not ${what}: ${(error as Error).message}`),
      ),
    );
    const { client } = tracker;
    const isWindowNear = await rebuildOnce(tracker, state, log);
    const [isRunningHere, isRunningOnHost, waiting] = await Promise.all([
      areRemindersRunning(client).catch((error: unknown) => {
        if ((error as { status?: number }).status === 404) return undefined;
        throw error;
      }),
      isWatchedByHost(client, state.now),
      hasRecentPendingPull(client, state.now),
    ]);
    if (isRunningHere === undefined) {
      log('The repository has no reminders.yml, so GitHub starts no watcher.');
      return 0;
    }
    const { startWatcher, lines } = decideWatchdog({
      siteContext: state.siteContext,
      now: state.now,
      openCount:
        state.incidents.filter((event) => isActive(state.siteContext, event, state.now, false)).length +
        state.unreadablePaths.length,
      unsentReminders: trackedIncidents(trackingContext).flatMap(({ id }) =>
        unsentRemindersOf(trackingContext, id),
      ),
      pendingActionCount: planReminders(trackingContext).length + Number(waiting),
      isWatcherRunning: isRunningHere || isRunningOnHost,
      isWindowNear,
    });
    for (const line of lines) log(line);
    if (startWatcher) await startReminders(client, tracker.defaultBranch, triggeredBy);
    return 0;
  } finally {
    contentWatcher.stop();
  }
}

/** The new run replaces this one. */
export async function restartWatchWorkflow(root: string): Promise<number> {
  const { client, defaultBranch } = await openTracker(root);
  await startReminders(client, defaultBranch);
  return 0;
}
