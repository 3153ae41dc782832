import { onTestFinished, vi } from 'vitest';
import { parseInstant } from '../../src/time/instant.ts';
import type { Instant } from '../../src/time/instant.ts';
import { gitCredentials } from '../../src/github/credentials.ts';
import { isBot } from '../../src/text/github-login.ts';
import { createTrackingTask } from '../../src/reminders/io/tracking-task.ts';
import type { Tracker } from '../../src/reminders/io/read-github.ts';
import type { WatchState } from '../../src/reminders/io/tasks.ts';
import { readWatchState } from '../../src/reminders/io/run-once.ts';
import { createBranchWatcher } from '../../src/reminders/io/git-source.ts';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import { SHOP } from '../support/scratch.ts';

/** What the job of reminders.yml may do. */
export const RIGHTS = {
  contents: 'write',
  issues: 'write',
  'pull-requests': 'write',
  actions: 'write',
} as const;

export const ID = '2026-11-22-checkout';
export const FILE = `incidents/${ID}.md`;

const FIRST =
  'We are currently investigating a service disruption affecting Checkout. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.';

/** A SEV-1 from 18:02 on, published at 18:05, with more updates after it. */
export function incidentText(more: readonly string[] = [], title = 'Checkout unavailable'): string {
  const front = [
    `title: ${JSON.stringify(title)}`,
    'severity: sev-1',
    'components: { checkout: major-outage }',
    'detected: 2026-11-22T18:02Z',
    'internal: { source: alert, commander: "@amina", notes: "alert: db-7 out of memory", cause: "the secret cause" }',
  ];
  const updates = [`## 2026-11-22T18:05Z investigating\n\n${FIRST}`, ...more];
  return `---\n${front.join('\n')}\n---\n\n${updates.join('\n\n')}\n`;
}

export const RESOLVED = `## 2026-11-22T21:00Z resolved

The issue affecting Checkout has been resolved. All systems are now operational. We apologize for any inconvenience.`;

const PEOPLE = 'people: { incident-commander: ["@amina"], engineering-lead: ["@tunde"], ceo: ["@bola"] }\n';

/** A shop on a GitHub of its own, and watchers of it. */
export interface Evening {
  readonly hub: Hub;
  /** Publishes the incident's file. */
  readonly publish: (text: string) => Promise<unknown>;
  /** A watcher with a clone of its own, that knows nothing of the others. */
  readonly watcher: (name?: string) => Promise<Watcher>;
  /** The words on an issue, oldest first. */
  readonly comments: (issue?: number) => Promise<{ login: string; body: string; id: number }[]>;
}

export interface Watcher {
  readonly tracker: Tracker;
  /** It wakes at a time of the evening: `18:20`. */
  readonly wakes: (time: string) => Promise<Instant | undefined>;
  readonly wakeAt: (time: string) => Promise<WatchState>;
  readonly log: string[];
}

export function at(time: string): Instant {
  const read = parseInstant(`2026-11-22T${time}Z`);
  if ('instant' in read) return read.instant;
  throw new Error(`no time: ${time}`);
}

export async function startEvening(
  files: Readonly<Record<string, string>> = {},
  { isPrivate = false } = {},
): Promise<Evening> {
  const hub = await startHub({
    isPrivate,
    people: { amina: 'admin', tunde: 'write', bola: 'read', mallory: 'none' },
    files: {
      ...SHOP,
      'status.yaml': `${SHOP['status.yaml']}${PEOPLE}`,
      '.github/workflows/auto-merge.yml': 'on: { workflow_dispatch: { inputs: { number: {} } } }\njobs: {}\n',
      '.github/workflows/reminders.yml': DISPATCHED,
      '.github/workflows/reminders-watchdog.yml': "on: { schedule: [{ cron: '*/15 * * * *' }] }\njobs: {}\n",
      [FILE]: incidentText(),
      ...files,
    },
  });
  onTestFinished(() => hub.close());
  onTestFinished(() => void vi.unstubAllEnvs());
  const token = hub.token({ permissions: RIGHTS });
  for (const [name, value] of Object.entries(gitCredentials(token, hub.url, {}))) vi.stubEnv(name, value);
  const clients = await hub.as(token);
  return {
    hub,
    publish: (text) => hub.seed({ [FILE]: text }),
    watcher: async () => {
      const root = await hub.clone(token);
      const tracker: Tracker = {
        client: clients,
        root,
        prefix: '',
        remote: 'origin',
        defaultBranch: 'main',
        url: `${hub.url}/${hub.repository}`,
        findOwnLogin: () => Promise.resolve(isBot),
        declinedBranches: new Set(),
        manualBranches: new Set(),
        checkedHeads: new Set(),
      };
      const feed = await createBranchWatcher(root, { remote: 'origin', branch: 'main' });
      onTestFinished(() => feed.stop());
      const log: string[] = [];
      const task = createTrackingTask({ tracker, log: (line) => void log.push(line) });
      const wakeAt = (time: string): Promise<WatchState> => readWatchState(feed, at(time));
      return { tracker, log, wakeAt, wakes: async (time) => task.run(await wakeAt(time)) };
    },
    comments: async (issue = 1) => {
      const { octokit, at: where } = clients;
      const { data } = await octokit.rest.issues.listComments({
        ...where,
        issue_number: issue,
        per_page: 100,
      });
      return data.map(({ id, user, body = '' }) => ({ id, login: user?.login ?? '', body }));
    },
  };
}

const DISPATCHED = `on:
  workflow_dispatch:
    inputs:
      triggered-by: { type: string }
jobs: {}
`;
