import type { Duration } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { isActive } from '../../deadlines/active-content.ts';
import { trackedIncidents } from '../facts.ts';
import { decideWatchdog } from '../watchdog.ts';
import { planReminders, unsentRemindersOf } from '../plan-issues.ts';
import type { GithubClient } from '../../github/client.ts';
import { trackingContextOf, readCurrentTrackingState } from './tracking-task.ts';
import { openTracker } from './connect.ts';
import type { Tracker } from './read-github.ts';
import type { WatchTask } from './tasks.ts';
import { hasRecentPendingPull } from './open-pulls-task.ts';
import { rebuildOnce } from './rebuild-task.ts';
import { readWatchState } from './run-once.ts';
import { createBranchWatcher } from './git-source.ts';

const WATCH_WORKFLOW = 'reminders.yml';
const WATCHDOG_WORKFLOW = 'reminders-watchdog.yml';

/** Checks once whether the watcher is needed and running, logs the result and starts the watcher if necessary. */
export async function runWatchdog(
  root: string,
  interval: Duration,
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
    const [running, lastRunAt, waiting] = await Promise.all([
      isWatcherRunning(client),
      readLastWatchdogRun(client),
      hasRecentPendingPull(client, state.now),
    ]);
    const { startWatcher, lines } = decideWatchdog({
      siteContext: state.siteContext,
      now: state.now,
      openCount:
        state.incidents.filter((event) => isActive(event, state.now, false)).length +
        state.unreadablePaths.length,
      unsentReminders: trackedIncidents(trackingContext).flatMap(({ id }) =>
        unsentRemindersOf(trackingContext, id),
      ),
      pendingActionCount: planReminders(trackingContext).length + Number(waiting),
      isWatcherRunning: running,
      isWindowNear,
      interval,
      ...(lastRunAt !== undefined && { lastRunAt }),
    });
    for (const line of lines) log(line);
    if (startWatcher) await dispatchWatchWorkflow(tracker, 'the watchdog');
    return 0;
  } finally {
    contentWatcher.stop();
  }
}

/** Dispatches the reminders workflow on the default branch, which `GITHUB_TOKEN` may do. */
export async function dispatchWatchWorkflow(
  { client, defaultBranch }: Tracker,
  triggeredBy?: string,
): Promise<void> {
  const { octokit, at } = client;
  await octokit.rest.actions.createWorkflowDispatch({
    ...at,
    workflow_id: WATCH_WORKFLOW,
    ref: defaultBranch,
    ...(triggeredBy !== undefined && { inputs: { 'triggered-by': triggeredBy } }),
  });
}

/** The new run replaces this one. */
export async function restartWatchWorkflow(root: string): Promise<number> {
  await dispatchWatchWorkflow(await openTracker(root));
  return 0;
}

/**
 * Enables the watchdog workflow once while an incident is open or a maintenance is planned: GitHub disables schedules after 60
 * days without a push.
 */
export function createWatchdogTask({ client }: Tracker, warn: (message: string) => void): WatchTask {
  const { octokit, at } = client;
  let done = false;
  return {
    name: 'The watchdog',
    run: async ({ incidents, now }) => {
      const isNeeded = incidents.some(
        (event) => isActive(event, now, false) || (event.kind === 'maintenance' && event.ends > now),
      );
      if (done || !isNeeded) return undefined;
      await octokit.rest.actions
        .enableWorkflow({ ...at, workflow_id: WATCHDOG_WORKFLOW })
        .catch((error: Error & { status?: number }) => {
          // Without the permission or the workflow, the answer stays the same; other failures may pass.
          if (![403, 404].includes(error.status ?? 0)) throw error;
          warn(`Could not enable ${WATCHDOG_WORKFLOW}, so there is no watchdog: ${error.message}`);
        });
      done = true;
      return undefined;
    },
  };
}

async function isWatcherRunning({ octokit, at }: GithubClient): Promise<boolean> {
  const { data } = await octokit.rest.actions.listWorkflowRuns({
    ...at,
    workflow_id: WATCH_WORKFLOW,
    per_page: 20,
  });
  return data.workflow_runs.some(({ status }) => status !== 'completed');
}

async function readLastWatchdogRun({ octokit, at }: GithubClient): Promise<Instant | undefined> {
  const { data } = await octokit.rest.actions.listWorkflowRuns({
    ...at,
    workflow_id: WATCHDOG_WORKFLOW,
    per_page: 5,
  });
  const before = data.workflow_runs.find(({ id }) => String(id) !== process.env['GITHUB_RUN_ID']);
  return before && Date.parse(before.created_at);
}
