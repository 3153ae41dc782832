import { runActions } from '../../actions/run-actions.ts';
import type { GithubClient } from '../../github/client.ts';
import { isActive } from '../../deadlines/active-content.ts';
import { readGitOutput } from '../../git/run.ts';
import { hasWatcherOnHost, planWatchAt, WATCH_AT_PREFIX } from '../watch-at.ts';
import type { WatchAtAction, WatcherPlace } from '../watch-at.ts';
import { findPageChanges } from '../rebuild.ts';
import { MINUTE } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { readVisibility } from './read-github.ts';
import type { Tracker } from './read-github.ts';
import { WINDOW_LEAD_TIME } from './rebuild-task.ts';
import type { WatchTask } from './tasks.ts';

const WATCHDOG_WORKFLOW = 'reminders-watchdog.yml';
const INTERVAL = MINUTE;

/**
 * Tells the watchdog when to start the next watcher, and enables it: GitHub disables schedules after 60 days without a push. In
 * a private repository, disables it when nothing is open or planned.
 * @param isNeededByOthers whether another task keeps the watcher running
 */
export function createWatchAtTask(
  tracker: Tracker,
  { place, isNeededByOthers }: { readonly place: WatcherPlace; readonly isNeededByOthers: () => boolean },
  warn: (message: string) => void,
): WatchTask {
  const { client } = tracker;
  let isPrivate: boolean | undefined;
  /** As GitHub has them, as long as nobody else changes them. */
  let refs: string[] | undefined;
  let isEnabled: boolean | undefined;
  let isRefused = false;
  return {
    name: 'The time of the watchdog',
    run: async ({ siteContext, incidents, unreadablePaths, now }) => {
      if (isRefused) return undefined;
      refs ??= await listWatchAtRefs(client);
      isPrivate ??= await readVisibility(tracker);
      const isWatching =
        incidents.some((event) => isActive(siteContext, event, now, false)) ||
        unreadablePaths.length > 0 ||
        isNeededByOthers();
      const { nextWindow } = findPageChanges(siteContext, incidents, now);
      const actions = planWatchAt({
        ...{ now, isWatching, place, refs, isPrivate, windowLead: WINDOW_LEAD_TIME },
        ...(nextWindow !== undefined && { nextWindow }),
      }).filter(({ type }) => !(type === 'enable-watchdog' && isEnabled === true));
      const known = refs;
      await runActions<WatchAtAction>(
        actions,
        {
          'create-watch-at': async ({ ref }) => {
            await createRef(tracker, ref);
            known.push(ref);
          },
          'delete-watch-at': async ({ ref }) => {
            await deleteRef(client, ref);
            known.splice(known.indexOf(ref), 1);
          },
          'enable-watchdog': async () => {
            await switchWatchdog(client, 'enable');
            isEnabled = true;
          },
          'disable-watchdog': async () => {
            await switchWatchdog(client, 'disable');
            isEnabled = false;
          },
        },
        {
          describe: describeWatchAtAction,
          onError: (error) => {
            const { status, message } = error as Error & { status?: number };
            // Without the permission or the workflow, the answer stays the same; other failures may pass.
            if (![403, 404].includes(status ?? 0)) throw error;
            isRefused = true;
            warn(`${WATCHDOG_WORKFLOW} can't be set, so a watcher that is lost is not replaced: ${message}`);
            return 'stop';
          },
        },
      );
      return isWatching ? now + INTERVAL : undefined;
    },
  };
}

export function describeWatchAtAction(action: WatchAtAction): string {
  switch (action.type) {
    case 'create-watch-at':
      return `tell the watchdog to look at ${action.ref.slice(WATCH_AT_PREFIX.length)}`;
    case 'delete-watch-at':
      return `delete refs/${action.ref}`;
    case 'enable-watchdog':
      return `enable ${WATCHDOG_WORKFLOW}`;
    case 'disable-watchdog':
      return `disable ${WATCHDOG_WORKFLOW}: nothing is open or planned`;
  }
}

/** Whether a watcher on another host than GitHub Actions runs. */
export async function isWatchedByHost(client: GithubClient, now: Instant): Promise<boolean> {
  return hasWatcherOnHost(await listWatchAtRefs(client), now);
}

/** Without `refs/`. */
async function listWatchAtRefs({ octokit, at }: GithubClient): Promise<string[]> {
  const { data } = await octokit.rest.git.listMatchingRefs({ ...at, ref: WATCH_AT_PREFIX });
  return data.map(({ ref }) => ref.replace(/^refs\//, ''));
}

async function createRef({ client, root, remote, defaultBranch }: Tracker, ref: string): Promise<void> {
  const { octokit, at } = client;
  const head = await readGitOutput(root, ['rev-parse', `refs/remotes/${remote}/${defaultBranch}`]);
  await octokit.rest.git
    .createRef({ ...at, ref: `refs/${ref}`, sha: head.trim() })
    .catch((error: Error & { status?: number }) => {
      // Another watcher has created it in the same minute.
      if (error.status !== 422 || !/already exists/i.test(error.message)) throw error;
    });
}

async function deleteRef({ octokit, at }: GithubClient, ref: string): Promise<void> {
  await octokit.rest.git.deleteRef({ ...at, ref }).catch((error: Error & { status?: number }) => {
    if (error.status !== 422 && error.status !== 404) throw error;
  });
}

async function switchWatchdog({ octokit, at }: GithubClient, to: 'enable' | 'disable'): Promise<void> {
  const workflow = { ...at, workflow_id: WATCHDOG_WORKFLOW };
  await (to === 'enable'
    ? octokit.rest.actions.enableWorkflow(workflow)
    : octokit.rest.actions.disableWorkflow(workflow));
}
