import { MINUTE } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { findPageChanges } from '../rebuild.ts';
import type { PageChanges } from '../rebuild.ts';
import type { Tracker } from './read-github.ts';
import type { WatchState, WatchTask } from './tasks.ts';

const DEPLOY_WORKFLOW = 'deploy.yml';
/** A watcher keeps running for the edge of a maintenance window that is this near. */
export const WINDOW_LEAD_TIME: Duration = 40 * MINUTE;

/**
 * Starts deploy.yml when the page has changed by the passing of time since its last run: at midnight, and at the start and the
 * end of a maintenance window. Without a run so far, or without the workflow, it does nothing: the site is then published in
 * another way.
 */
export function createRebuildTask(tracker: Tracker, log: (line: string) => void): WatchTask {
  let deployedAt: Instant | undefined;
  let isWindowNear = false;
  return {
    name: 'The rebuild of the page',
    needsWatcher: () => isWindowNear,
    run: async (state) => {
      const changes = findPageChanges(state.siteContext, state.incidents, state.now);
      isWindowNear = isNear(changes, state.now);
      if (deployedAt === undefined || deployedAt < changes.last) {
        const isStarted = await rebuildIfStale(tracker, changes);
        deployedAt = state.now;
        if (isStarted) log(REBUILD_LINE);
      }
      return changes.next;
    },
  };
}

/** For one look: rebuilds the page if necessary. Returns whether a watcher has to wait for a maintenance window. */
export async function rebuildOnce(
  tracker: Tracker,
  { siteContext, incidents, now }: WatchState,
  log: (line: string) => void,
): Promise<boolean> {
  const changes = findPageChanges(siteContext, incidents, now);
  if (await rebuildIfStale(tracker, changes)) log(REBUILD_LINE);
  return isNear(changes, now);
}

const REBUILD_LINE = `started ${DEPLOY_WORKFLOW}, because the page changes with the time`;

function isNear({ nextWindow }: PageChanges, now: Instant): boolean {
  return nextWindow !== undefined && nextWindow - now <= WINDOW_LEAD_TIME;
}

async function rebuildIfStale({ client, defaultBranch }: Tracker, { last }: PageChanges): Promise<boolean> {
  const { octokit, at } = client;
  const { listWorkflowRuns, createWorkflowDispatch } = octokit.rest.actions;
  const runs = await listWorkflowRuns({ ...at, workflow_id: DEPLOY_WORKFLOW, per_page: 1 }).then(
    ({ data }) => data.workflow_runs,
    (error: unknown) => {
      if ((error as { status?: number }).status === 404) return [];
      throw error;
    },
  );
  const [newest] = runs;
  if (!newest || Date.parse(newest.created_at) >= last) return false;
  await createWorkflowDispatch({ ...at, workflow_id: DEPLOY_WORKFLOW, ref: defaultBranch });
  return true;
}
