import { MINUTE, SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { readGitOutput } from '../../git/run.ts';
import { findPageChanges } from '../rebuild.ts';
import type { PageChanges } from '../rebuild.ts';
import { findDeployReason, isPublicationPending } from '../deploy-reason.ts';
import type { DeployRun, PageState } from '../deploy-reason.ts';
import type { Tracker } from './read-github.ts';
import type { WatchState, WatchTask } from './tasks.ts';

const DEPLOY_WORKFLOW = 'deploy.yml';
/** A watcher keeps running for the edge of a maintenance window that is this near: the watchdog looks once an hour. */
export const WINDOW_LEAD_TIME: Duration = 70 * MINUTE;
const POLL_INTERVAL = MINUTE;

/**
 * Starts deploy.yml when the page is out of date: it has changed by the passing of time since the last run (at midnight, and
 * at the start and the end of a maintenance window), the default branch is newer, or the last run was not successful.
 * Without a run so far, or without the workflow, it does nothing: the site is then published in another way.
 */
export function createRebuildTask(tracker: Tracker, log: (line: string) => void): WatchTask {
  let lastCheckedAt = -Infinity;
  /** The change by time that this watcher has started a run for. */
  let startedFor = -Infinity;
  let isWindowNear = false;
  let isPending = false;
  return {
    name: 'The rebuild of the page',
    needsWatcher: () => isWindowNear || isPending,
    run: async (state) => {
      const changes = findPageChanges(state.siteContext, state.incidents, state.now);
      isWindowNear = isNear(changes, state.now);
      const isDue = state.now >= lastCheckedAt + POLL_INTERVAL || lastCheckedAt < changes.last;
      if (isDue) {
        const rebuild = await rebuildIfStale(tracker, changes, state, log, startedFor);
        if (rebuild.isStarted) startedFor = changes.last;
        isPending = rebuild.isPending;
        lastCheckedAt = state.now;
      }
      return changes.next;
    },
  };
}

/** For one look: rebuilds the page if necessary. Returns whether a watcher has to wait for a maintenance window. */
export async function rebuildOnce(
  tracker: Tracker,
  state: WatchState,
  log: (line: string) => void,
): Promise<boolean> {
  const changes = findPageChanges(state.siteContext, state.incidents, state.now);
  await rebuildIfStale(tracker, changes, state, log);
  return isNear(changes, state.now);
}

function isNear({ nextWindow }: PageChanges, now: Instant): boolean {
  return nextWindow !== undefined && nextWindow - now <= WINDOW_LEAD_TIME;
}

interface Rebuild {
  readonly isStarted: boolean;
  /** Whether the default branch's head is still to be published. */
  readonly isPending: boolean;
}

async function rebuildIfStale(
  tracker: Tracker,
  changes: PageChanges,
  { unreadablePaths, now }: WatchState,
  log: (line: string) => void,
  startedFor = -Infinity,
): Promise<Rebuild> {
  const { client, defaultBranch } = tracker;
  const runs = await listDeployRuns(tracker);
  if (runs.length === 0) return { isStarted: false, isPending: false };
  const head = await readHead(tracker);
  const hasInvalidFiles = unreadablePaths.length > 0;
  const page = { runs, changes, head, now, startedFor, hasInvalidFiles };
  const isPending = isPublicationPending(page);
  const reason = findDeployReason(page);
  if (reason === undefined) return { isStarted: false, isPending };
  const { octokit, at } = client;
  await octokit.rest.actions.createWorkflowDispatch({
    ...at,
    workflow_id: DEPLOY_WORKFLOW,
    ref: defaultBranch,
  });
  log(`started ${DEPLOY_WORKFLOW}, because ${reason}`);
  return { isStarted: true, isPending };
}

async function listDeployRuns({ client: { octokit, at } }: Tracker): Promise<DeployRun[]> {
  const { data } = await octokit.rest.actions
    .listWorkflowRuns({ ...at, workflow_id: DEPLOY_WORKFLOW, per_page: 5 })
    .catch((error: unknown) => {
      if ((error as { status?: number }).status === 404) return { data: { workflow_runs: [] } };
      throw error;
    });
  return data.workflow_runs.map(({ created_at, head_sha, status, conclusion }) => ({
    startedAt: Date.parse(created_at),
    commit: head_sha,
    ...(status === 'completed' && { conclusion: conclusion ?? 'unknown' }),
  }));
}

/** As it was fetched last. */
async function readHead({ root, remote, defaultBranch }: Tracker): Promise<PageState['head']> {
  const ref = `refs/remotes/${remote}/${defaultBranch}`;
  const [commit = '', seconds = ''] = (await readGitOutput(root, ['log', '-1', '--format=%H %ct', ref]))
    .trim()
    .split(' ');
  return { commit, at: Number(seconds) * SECOND };
}
