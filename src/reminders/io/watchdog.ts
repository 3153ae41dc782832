import type { Duration } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { isOpen } from '../../deadlines/active-content.ts';
import { followed } from '../facts.ts';
import { netVerdict } from '../watchdog.ts';
import { planWords, unsaid } from '../plan-issues.ts';
import type { Client } from '../../github/client.ts';
import { factsAt, viewAt } from './tracking-task.ts';
import { openTracker } from './connect.ts';
import type { Tracker } from './read-github.ts';
import type { Chore } from './tasks.ts';
import { isWaiting } from './approval-timeouts.ts';
import { wakeOnce } from './run-once.ts';
import { remoteFeed } from './git-source.ts';

/** The workflow that watches, and the one that looks whether it does. */
const WATCH = 'cadence.yml';
const NET = 'cadence-cron.yml';

/** Looks once whether a watch is needed and runs, says so and how late it noticed, and starts one. */
export async function runNet(root: string, every: Duration, say: (line: string) => void): Promise<number> {
  const tracker = await openTracker(root);
  const feed = await remoteFeed(root, { remote: tracker.remote, branch: tracker.base });
  try {
    const wake = await wakeOnce(feed, Date.now());
    const facts = factsAt({ tracker, log: say }, wake, await viewAt(tracker, wake));
    const { client } = tracker;
    const [running, lookedAt, waiting] = await Promise.all([
      isRunning(client),
      lookedBefore(client),
      isWaiting(client, wake.now),
    ]);
    const { start, lines } = netVerdict({
      setting: wake.setting,
      now: wake.now,
      open: wake.entries.filter((entry) => isOpen(entry, wake.now, false)).length + wake.unread.length,
      unsaid: followed(facts).flatMap(({ id }) => unsaid(facts, id)),
      undone: planWords(facts).length + Number(waiting),
      running,
      every,
      ...(lookedAt !== undefined && { lookedAt }),
    });
    for (const line of lines) say(line);
    if (start) await startWatch(tracker, 'the net');
    return 0;
  } finally {
    feed.stop();
  }
}

/** Starts the watching workflow on the published branch: a dispatch is what the job's own token may start. */
export async function startWatch({ client, base }: Tracker, noticedBy?: string): Promise<void> {
  const { octokit, at } = client;
  await octokit.rest.actions.createWorkflowDispatch({
    ...at,
    workflow_id: WATCH,
    ref: base,
    ...(noticedBy !== undefined && { inputs: { 'noticed-by': noticedBy } }),
  });
}

/** The next watch takes over from this one. */
export async function handOver(root: string): Promise<number> {
  await startWatch(await openTracker(root));
  return 0;
}

/**
 * GitHub switches a schedule off where nothing was pushed for 60 days; a watch of an open incident switches the net on
 * again, once.
 */
export function netChore({ client }: Tracker, warn: (message: string) => void): Chore {
  const { octokit, at } = client;
  let done = false;
  return {
    name: 'The net',
    run: async ({ entries, now }) => {
      if (done || !entries.some((entry) => isOpen(entry, now, false))) return undefined;
      done = true;
      await octokit.rest.actions.enableWorkflow({ ...at, workflow_id: NET }).catch((error: Error) => {
        warn(`${NET} could not be switched on, so no net is under this watch: ${error.message}`);
      });
      return undefined;
    },
  };
}

async function isRunning({ octokit, at }: Client): Promise<boolean> {
  const { data } = await octokit.rest.actions.listWorkflowRuns({ ...at, workflow_id: WATCH, per_page: 20 });
  return data.workflow_runs.some(({ status }) => status !== 'completed');
}

async function lookedBefore({ octokit, at }: Client): Promise<Instant | undefined> {
  const { data } = await octokit.rest.actions.listWorkflowRuns({ ...at, workflow_id: NET, per_page: 5 });
  const before = data.workflow_runs.find(({ id }) => String(id) !== process.env['GITHUB_RUN_ID']);
  return before && Date.parse(before.created_at);
}
