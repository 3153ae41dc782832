import { HOUR, MINUTE } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { branchOf } from '../../response/change.ts';
import type { Client } from '../../github/client.ts';
import { isDraft } from '../../github/pull-requests.ts';
import { gitCredentials } from '../../github/credentials.ts';
import { offerTemplates } from '../../pull-requests/io/review.ts';
import type { Tracker } from './read-github.ts';
import type { Chore } from './tasks.ts';

/** How often what waits for an approval is looked at. */
const EVERY = MINUTE;
/** What is older was offered long ago, or forgotten: no watch stays awake for it. */
const YOUNG = HOUR;

/** Whether a pull request of this repository with an incident's change waits, not long since. */
export async function isWaiting({ octokit, at }: Client, now: Instant): Promise<boolean> {
  const open = await octokit.paginate(octokit.rest.pulls.list, { ...at, state: 'open', per_page: 100 });
  const here = `${at.owner}/${at.repo}`.toLowerCase();
  return open.some(
    (pull) =>
      pull.head.ref.startsWith(branchOf('')) &&
      pull.head.repo?.full_name.toLowerCase() === here &&
      !isDraft(pull) &&
      now - Date.parse(pull.created_at) < YOUNG,
  );
}

/**
 * Offers the SOP's own words on pull requests whose words nobody has approved in the policy's time. While one has not
 * waited long, the watch stays awake: the first update of an incident (V12.1) waits before anything of it is published.
 */
export function reviewChore(tracker: Tracker, token: string, log: (line: string) => void): Chore {
  const { client, root } = tracker;
  let asked = -Infinity;
  let waiting = false;
  return {
    name: 'What waits for approval',
    isAwake: () => waiting,
    run: async ({ now }) => {
      if (now < asked + EVERY) return waiting ? asked + EVERY : undefined;
      asked = now;
      waiting = await isWaiting(client, now);
      if (!waiting) return asked + EVERY;
      const offered = await offerTemplates({
        client,
        root,
        now: () => now,
        env: gitCredentials(token, undefined, {}),
        starts: false,
        patience: 0,
        every: 0,
      });
      if (offered.length > 0)
        log(`the SOP's own words are offered on ${offered.map((one) => `#${one}`).join(', ')}`);
      return asked + EVERY;
    },
  };
}
