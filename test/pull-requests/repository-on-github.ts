import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { gitCredentials } from '../../src/github/credentials.ts';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import { payloadOf } from '../workflows/executor/payloads.ts';
import { statusRepository } from '../workflows/executor/repository.ts';
import { runWorkflow } from '../workflows/executor/run-workflow.ts';
import type { WorkflowRun } from '../workflows/executor/run-workflow.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { CANDOR } from '../support/run.ts';

export const SITE = `name: Shop
url: https://shop.example/status
policy: vayva
timezone: Africa/Lagos
people: { incident-commander: ["@amina"], on-call-engineer: ["@tunde"] }
`;

const CLEAN: NodeJS.ProcessEnv = {
  ...CLEAN_ENVIRONMENT,
  ...{ NO_COLOR: '1', TERM: 'dumb' },
};

/** A status repository on a GitHub of its own, with its people and its workflows. */
export interface Stage {
  readonly hub: Hub;
  /** Runs `npx candor incident …` as a person, in a fresh clone; gives its output. */
  readonly incident: (login: string, ...args: string[]) => Promise<string>;
  /** Opens a pull request of a branch as a person; gives its number. */
  readonly open: (login: string, branch: string, title?: string) => Promise<number>;
  /** Runs `npx candor pr …` in a fresh clone, with the rights of a job. */
  readonly pullRequest: (...args: string[]) => Promise<string>;
  /** What GitHub does when a pull request is opened, pushed to or marked as ready: the jobs of both workflows. */
  readonly validate: (number: number, action?: string, fork?: string) => Promise<WorkflowRun>;
  /** The run on the base branch that GitHub starts for a pull request of a fork. */
  readonly validateFork: (number: number, fork: string) => Promise<WorkflowRun>;
  /** The newest run of auto-merge.yml that was dispatched. */
  readonly dispatched: () => Promise<WorkflowRun>;
  /** A person's approval; of an older commit, if one is given. */
  readonly approve: (login: string, number: number, commit?: string) => Promise<void>;
  /** The same, and what GitHub does then. */
  readonly review: (login: string, number: number) => Promise<WorkflowRun>;
  /** Makes the required check of a branch green, or another check what it is said to be; gives its head. */
  readonly green: (branch: string, name?: string, conclusion?: 'success' | 'failure') => Promise<string>;
  /** The comment on a pull request. */
  readonly statusComment: (number: number) => Promise<string>;
  readonly lineComments: (number: number) => Promise<LineComment[]>;
  readonly merged: (number: number) => Promise<boolean>;
}

export interface LineComment {
  readonly id: number;
  readonly path: string;
  readonly start_line?: number | null | undefined;
  readonly line?: number | undefined;
  readonly body: string;
}

/** The GitHub App that a company may install. */
const APP = 'candor-acme[bot]';

/** What a company sets for its App, and the token that GitHub would mint for it. */
function asApp(hub: Hub): Partial<Parameters<typeof runWorkflow>[1]> {
  return {
    vars: { repository: { CANDOR_APP_ID: '7' } },
    secrets: { environments: { 'incident-bot': { CANDOR_APP_PRIVATE_KEY: 'a key' } } },
    appToken: (asked) => {
      const permissions = Object.entries(asked).map(([name, level]) => [name.replaceAll('_', '-'), level]);
      return hub.token({ login: APP, permissions: Object.fromEntries(permissions) });
    },
  };
}

/**
 * Sets the stage: everything that is asked of GitHub on it has to be understood by its own description.
 * @param app whether the company has installed its App
 */
export async function setStage(
  files: Readonly<Record<string, string>> = {},
  { app = false } = {},
): Promise<Stage> {
  const repository = statusRepository({ 'status.yaml': SITE, ...files });
  // The example's reviews are of incidents that are not here.
  const papers = repository.git('ls-files', '--', 'postmortems/*.md').split('\n').filter(Boolean);
  repository.commit(Object.fromEntries(papers.map((path) => [path, null])));
  const people = { amina: 'admin', tunde: 'write', ife: 'write', bola: 'read' } as const;
  const hub = await startHub({ people, robots: [APP] });
  onTestFinished(() => hub.close());
  onTestFinished(() => hub.assertClean());
  repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');
  hub.settings.protection = {
    branch: 'main',
    approvals: 0,
    checks: ['candor/incidents', 'candor/postmortem'],
  };
  const remote = { name: hub.repository, folder: hub.folder, url: `${hub.url}/${hub.repository}.git` };

  const execute = (file: string, event: string, payload: Parameters<typeof runWorkflow>[1]['payload']) =>
    runWorkflow(`.github/workflows/${file}`, {
      ...{ event, payload, repository: remote, apiUrl: hub.url, serverUrl: hub.url },
      token: (permissions) => hub.token({ permissions: permissions as Record<string, 'read' | 'write'> }),
      ...(app && asApp(hub)),
    });
  /** The run of auto-merge.yml that a job has started since; its job is added to those of the run that started it. */
  const thenMerge = async (run: WorkflowRun, known: number): Promise<WorkflowRun> => {
    const dispatch = hub.dispatched
      .slice(known)
      .findLast(({ payload }) => payload['workflow'] === 'auto-merge.yml');
    if (!dispatch) return run;
    const { inputs, ref } = dispatch.payload;
    const merged = await execute(
      'auto-merge.yml',
      'workflow_dispatch',
      payloadOf('workflow_dispatch', undefined, {
        ...{ ref: `refs/heads/${String(ref)}`, inputs },
        repository: { full_name: hub.repository, default_branch: 'main' },
      }),
    );
    return { ...run, jobs: { ...run.jobs, merge: merged.jobs['merge']! } };
  };
  const pullOf = async (number: number) =>
    (await hub.pullRequests()).find((each) => each['number'] === number)! as never as Pull;
  const eventOf = async (event: string, action: string, number: number, more: object = {}) => {
    const { head, base, draft, user } = await pullOf(number);
    return payloadOf(event, action, {
      pull_request: {
        number,
        draft,
        user,
        head: { ...head, repo: { full_name: hub.repository } },
        base: { ref: base.ref },
      },
      repository: { full_name: hub.repository, default_branch: 'main' },
      sender: { login: user.login },
      ...more,
    });
  };
  /** GitHub makes a check of each job; here it is done before the jobs, for they don't see each other. */
  const green: Stage['green'] = async (branch, name = 'validate', conclusion = 'success') => {
    const sha = (await hub.git('rev-parse', `refs/heads/${branch}`)).trim();
    const { octokit, at } = await hub.as({ permissions: { checks: 'write' } });
    await octokit.rest.checks.create({ ...at, name, head_sha: sha, status: 'completed', conclusion });
    return sha;
  };
  const approve = async (login: string, number: number, commit?: string): Promise<void> => {
    const { octokit, at } = await hub.as({ login });
    const commit_id = commit ?? (await pullOf(number)).head.sha;
    await octokit.rest.pulls.createReview({ ...at, pull_number: number, event: 'APPROVE', commit_id });
  };

  return {
    hub,
    async incident(login, ...args) {
      const token = hub.token({ login });
      const root = await hub.clone(token);
      const env = {
        ...CLEAN,
        ...{ GIT_AUTHOR_NAME: login, GIT_AUTHOR_EMAIL: `${login}@users.noreply.github.com` },
        ...{ GIT_COMMITTER_NAME: login, GIT_COMMITTER_EMAIL: `${login}@users.noreply.github.com` },
        ...hub.env(token),
        ...gitCredentials(token, hub.url, {}),
      };
      return spoken(process.execPath, [CANDOR, 'incident', ...args], root, env);
    },
    async open(login, branch, title = 'Change') {
      const { octokit, at } = await hub.as({ login });
      return (await octokit.rest.pulls.create({ ...at, head: branch, base: 'main', title })).data.number;
    },
    async pullRequest(...args) {
      const permissions = {
        contents: 'write',
        'pull-requests': 'write',
        actions: 'write',
        checks: 'read',
        statuses: 'write',
      } as const;
      const token = hub.token({ permissions });
      const root = await hub.clone(token);
      const env = { ...CLEAN, ...hub.env(token) };
      return spoken(process.execPath, [CANDOR, 'pr', ...args], root, env);
    },
    async validateFork(number, fork) {
      const { head } = await pullOf(number);
      const [owner] = hub.repository.split('/');
      const workflow_run = {
        ...{ name: 'Validate', event: 'pull_request', pull_requests: [] },
        ...{ head_branch: head.ref, head_sha: head.sha },
        // The emulator has no forks: the branch is in the repository itself.
        head_repository: { full_name: fork, owner: { login: owner } },
      };
      const overrides = { workflow_run, repository: { full_name: hub.repository, default_branch: 'main' } };
      return execute('validate-forks.yml', 'workflow_run', payloadOf('workflow_run', 'completed', overrides));
    },
    async validate(number, action = 'opened', fork = hub.repository) {
      const event = await eventOf('pull_request', action, number);
      const { head } = event['pull_request'] as Pull;
      const pull_request = {
        ...(event['pull_request'] as Pull),
        head: { ...head, repo: { full_name: fork } },
      };
      const known = hub.dispatched.length;
      const checks = await execute('validate.yml', 'pull_request', { ...event, pull_request });
      const { result } = checks.jobs['validate']!;
      if (fork === hub.repository && (result === 'success' || result === 'failure'))
        await green((await pullOf(number)).head.ref, 'validate', result);
      const checked = await execute('auto-merge.yml', 'pull_request', { ...event, pull_request });
      const run = { ...checks, jobs: { ...checks.jobs, ...checked.jobs } };
      return checked.jobs['start']?.result === 'success' ? thenMerge(run, known) : run;
    },
    dispatched: async () => thenMerge({ ...NO_RUN }, 0),
    approve,
    async review(login, number) {
      await approve(login, number);
      const event = await eventOf('pull_request_review', 'submitted', number, {
        ...{ review: { state: 'approved' }, sender: { login } },
      });
      const known = hub.dispatched.length;
      return thenMerge(await execute('auto-merge.yml', 'pull_request_review', event), known);
    },
    green,
    async statusComment(number) {
      const { octokit, at } = await hub.as({ login: 'amina' });
      const { data } = await octokit.rest.issues.listComments({ ...at, issue_number: number });
      const notes = data.filter(({ body }) => body?.includes('candor:review'));
      if (notes.length > 1) throw new Error(`${notes.length} comments where there should be one`);
      return notes[0]?.body ?? '';
    },
    async lineComments(number) {
      const { octokit, at } = await hub.as({ login: 'amina' });
      return (await octokit.rest.pulls.listReviewComments({ ...at, pull_number: number })).data;
    },
    merged: async (number) => (await pullOf(number)).merged,
  };
}

const NO_RUN: WorkflowRun = {
  ...{ started: true, jobs: {}, conclusion: 'success', artifacts: new Map(), concurrency: undefined },
};

interface Pull {
  readonly merged: boolean;
  readonly draft: boolean;
  readonly user: { readonly login: string };
  readonly head: { readonly ref: string; readonly sha: string };
  readonly base: { readonly ref: string };
}

function spoken(file: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(said))));
  });
}
