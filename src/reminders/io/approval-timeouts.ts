import { HOUR, MINUTE } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { incidentBranch } from '../../response/change.ts';
import type { GithubClient } from '../../github/client.ts';
import { isDraftPull } from '../../github/pull-requests.ts';
import { gitCredentials } from '../../github/credentials.ts';
import { proposeTemplates } from '../../pull-requests/io/review.ts';
import type { Tracker } from './read-github.ts';
import type { WatchTask } from './tasks.ts';

const POLL_INTERVAL = MINUTE;
/** The watcher does not keep running for older pull requests. */
const MAX_PULL_AGE = HOUR;

/** Whether this repository has a recent open pull request from an incident branch. */
export async function hasRecentPendingPull({ octokit, at }: GithubClient, now: Instant): Promise<boolean> {
  const open = await octokit.paginate(octokit.rest.pulls.list, { ...at, state: 'open', per_page: 100 });
  const here = `${at.owner}/${at.repo}`.toLowerCase();
  return open.some(
    (pull) =>
      pull.head.ref.startsWith(incidentBranch('')) &&
      pull.head.repo?.full_name.toLowerCase() === here &&
      !isDraftPull(pull) &&
      now - Date.parse(pull.created_at) < MAX_PULL_AGE,
  );
}

/**
 * Proposes the SOP template on pull requests that were not approved in time. The watcher keeps running while there is a
 * recent pull request, because the first update of an incident (V12.1) waits before anything about it is published.
 */
export function createApprovalTimeoutTask(
  tracker: Tracker,
  token: string,
  log: (line: string) => void,
): WatchTask {
  const { client, root } = tracker;
  let lastCheckedAt = -Infinity;
  let waiting = false;
  return {
    name: 'Approval timeouts',
    needsWatcher: () => waiting,
    run: async ({ now }) => {
      if (now < lastCheckedAt + POLL_INTERVAL) return waiting ? lastCheckedAt + POLL_INTERVAL : undefined;
      lastCheckedAt = now;
      waiting = await hasRecentPendingPull(client, now);
      if (!waiting) return lastCheckedAt + POLL_INTERVAL;
      const proposed = await proposeTemplates({
        client,
        root,
        now: () => now,
        gitEnv: gitCredentials(token, undefined, {}),
        triggersWorkflows: false,
        checksTimeoutMs: 0,
        pollIntervalMs: 0,
      });
      if (proposed.length > 0)
        log(`proposed the SOP template on ${proposed.map((one) => `#${one}`).join(', ')}`);
      return lastCheckedAt + POLL_INTERVAL;
    },
  };
}
