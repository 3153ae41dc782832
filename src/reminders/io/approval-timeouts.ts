import { HOUR, MINUTE } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { incidentBranch } from '../../response/change.ts';
import type { GithubClient } from '../../github/client.ts';
import { isDraftPull } from '../../github/pull-requests.ts';
import { gitCredentials } from '../../github/credentials.ts';
import { proposeTemplates } from '../../pull-requests/io/review.ts';
import type { Tracker } from './read-github.ts';
import type { WatchTask } from './tasks.ts';

/** How often what waits for an approval is looked at. */
const POLL_INTERVAL = MINUTE;
/** What is older was offered long ago, or forgotten: no watch stays awake for it. */
const MAX_PULL_AGE = HOUR;

/** Whether a pull request of this repository with an incident's change waits, not long since. */
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
 * Offers the SOP's own words on pull requests whose words nobody has approved in the policy's time. While one has not
 * waited long, the watch stays awake: the first update of an incident (V12.1) waits before anything of it is published.
 */
export function createApprovalTimeoutTask(
  tracker: Tracker,
  token: string,
  log: (line: string) => void,
): WatchTask {
  const { client, root } = tracker;
  let lastAskedAt = -Infinity;
  let waiting = false;
  return {
    name: 'What waits for approval',
    needsWatcher: () => waiting,
    run: async ({ now }) => {
      if (now < lastAskedAt + POLL_INTERVAL) return waiting ? lastAskedAt + POLL_INTERVAL : undefined;
      lastAskedAt = now;
      waiting = await hasRecentPendingPull(client, now);
      if (!waiting) return lastAskedAt + POLL_INTERVAL;
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
        log(`the SOP's own words are offered on ${proposed.map((one) => `#${one}`).join(', ')}`);
      return lastAskedAt + POLL_INTERVAL;
    },
  };
}
