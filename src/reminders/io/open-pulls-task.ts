import { HOUR, MINUTE } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { incidentBranch } from '../../response/change.ts';
import { NEXT_UPDATE_PREFIX } from '../next-update-branch.ts';
import type { GithubClient } from '../../github/client.ts';
import { isDraftPull } from '../../github/pull-requests.ts';
import { gitCredentials } from '../../github/credentials.ts';
import { reviewOpenPullRequests } from '../../pull-requests/io/open-pull-requests.ts';
import type { Tracker } from './read-github.ts';
import type { WatchTask } from './tasks.ts';

const POLL_INTERVAL = MINUTE;
/** The watcher does not keep running for older pull requests. */
const MAX_PULL_AGE = HOUR;

/** The branches of incidents, and those of next-update drafts, which *Ready for review* publishes. */
const BRANCH_PREFIXES = [incidentBranch(''), NEXT_UPDATE_PREFIX];

/** Whether this repository has a recent open pull request of an incident's update that isn't a draft. */
export async function hasRecentPendingPull({ octokit, at }: GithubClient, now: Instant): Promise<boolean> {
  const open = await octokit.paginate(octokit.rest.pulls.list, { ...at, state: 'open', per_page: 100 });
  const here = `${at.owner}/${at.repo}`.toLowerCase();
  return open.some(
    (pull) =>
      BRANCH_PREFIXES.some((prefix) => pull.head.ref.startsWith(prefix)) &&
      pull.head.repo?.full_name.toLowerCase() === here &&
      !isDraftPull(pull) &&
      // A next-update draft may be older than that when it becomes ready.
      now - Date.parse(pull.head.ref.startsWith(NEXT_UPDATE_PREFIX) ? pull.updated_at : pull.created_at) <
        MAX_PULL_AGE,
  );
}

/**
 * Merges pull requests that are ready and whose own run could not, evaluates those that no run has evaluated, and proposes the SOP
 * template on those that were not approved in time. The watcher keeps running while there is a recent pull request, because the first update of an incident
 * (V12.1) waits before anything about it is published.
 */
export function createPullRequestTask(
  tracker: Tracker,
  token: string,
  log: (line: string) => void,
): WatchTask {
  const { client, root } = tracker;
  let lastCheckedAt = -Infinity;
  let waiting = false;
  return {
    name: 'Open pull requests',
    needsWatcher: () => waiting,
    run: async ({ now, abortSignal }) => {
      if (now < lastCheckedAt + POLL_INTERVAL) return waiting ? lastCheckedAt + POLL_INTERVAL : undefined;
      lastCheckedAt = now;
      waiting = await hasRecentPendingPull(client, now);
      if (!waiting || abortSignal.aborted) return lastCheckedAt + POLL_INTERVAL;
      const options = { client, root, now: () => now, gitEnv: gitCredentials(token, undefined, {}) };
      const noWaiting = { checksTimeoutMs: 0, pollIntervalMs: 0 };
      const { merged, proposed, checked, errors } = await reviewOpenPullRequests(
        { ...options, ...noWaiting, triggersWorkflows: false },
        BRANCH_PREFIXES,
      );
      for (const [what, numbers] of [
        ['merged', merged],
        ['proposed the SOP template on', proposed],
        ['checked', checked],
      ] as const)
        if (numbers.length > 0) log(`${what} ${numbers.map((one) => `#${one}`).join(', ')}`);
      for (const error of errors) log(error);
      return lastCheckedAt + POLL_INTERVAL;
    },
  };
}
