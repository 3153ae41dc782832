import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { FORM_LABELS } from '../../src/issue-forms/fields.ts';
import type { IssueForm, FormType } from '../../src/issue-forms/fields.ts';
import { createIssueForms } from '../../src/issue-forms/forms.ts';
import { handleFormEvent, runAnnouncePublished } from '../../src/issue-forms/io/command.ts';
import { openGithubClient } from '../../src/github/client.ts';
import { gitCredentials } from '../../src/github/credentials.ts';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import type { DescribeApproval } from '../../src/response/own-text.ts';
import { respondWorld } from '../support/incident-context.ts';
import { scratch, SHOP } from '../support/scratch.ts';
import { issueBody } from './issue-body.ts';
import type { Entered } from './issue-body.ts';

const FILES: Readonly<Record<string, string>> = {
  ...SHOP,
  'status.yaml': `${SHOP['status.yaml']}contact: { email: help@shop.example }\npeople: { incident-commander: ["@amina", "@tunde"], engineering-lead: ["@tunde"] }\n`,
  '.github/workflows/auto-merge.yml': 'on: { workflow_dispatch: { inputs: { number: {} } } }\njobs: {}\n',
};

/** The rights that issue-forms.yml gives its job. */
const RIGHTS = { contents: 'write', 'pull-requests': 'write', issues: 'write', actions: 'write' } as const;

/** The rights that deploy.yml gives the job that says what is live. */
const LIVE_RIGHTS = { contents: 'read', issues: 'write' } as const;

/** A comment, by what a reader sees of it and by the tool's own notes. */
export interface Comment {
  readonly by: string;
  readonly words: string;
  readonly body: string;
}

/** What the job came to: its line in the log, its exit code and its summary. */
export interface Answered {
  readonly message: string;
  readonly exitCode: number;
  readonly summary: string;
}

/** A company's repository on a GitHub of its own, with a job that answers its forms. */
export interface Office {
  readonly hub: Hub;
  /** Sends a form; returns the number of its issue. */
  readonly send: (
    by: string,
    deed: FormType,
    entered: Entered | string,
    labelled?: boolean,
  ) => Promise<number>;
  readonly edit: (by: string, issue: number, deed: FormType, entered: Entered | string) => Promise<void>;
  /** Runs the job for something that happened to an issue, at a time. */
  readonly answer: (issue: number, action?: string, sender?: string) => Promise<Answered>;
  /** Runs the job for the inputs of a run started by hand. */
  readonly start: (
    by: string,
    inputs: Readonly<Record<string, string>>,
    dryRun?: boolean,
  ) => Promise<Answered>;
  /** Runs what follows a deployment of what is published. */
  readonly live: () => Promise<Answered>;
  readonly comments: (issue: number) => Promise<Comment[]>;
  /** Deletes the comments of an issue: a job that is stopped after its push has left none. */
  readonly forget: (issue: number) => Promise<void>;
  /** A file on a branch. */
  readonly file: (branch: string, id: string) => Promise<string>;
  readonly merge: (number: number) => Promise<void>;
  readonly setNow: (time: string) => void;
}

export const formOf = (deed: FormType): IssueForm =>
  createIssueForms(respondWorld().siteContext).find((form) => form.type === deed)!;

/** Opens at 09:10. With `describeApproval`, a text that needs an approval has a pull request of its own. */
export async function openOffice(
  files: Readonly<Record<string, string>> = {},
  approval: { readonly describeApproval?: DescribeApproval } = {},
): Promise<Office> {
  let now = '2026-11-22T09:10:00Z';
  const hub = await startHub({
    now,
    files: { ...FILES, ...files },
    people: { amina: 'admin', tunde: 'write', bola: 'read', eve: 'none' } as never,
  });
  onTestFinished(() => hub.close());
  onTestFinished(() => void vi.unstubAllEnvs());
  const bodyOf = (deed: FormType, entered: Entered | string): string =>
    typeof entered === 'string' ? entered : issueBody(formOf(deed), entered);
  const run = async (
    command: 'handle' | 'announce',
    event: string,
    payload: unknown,
    dryRun = false,
  ): Promise<Answered> => {
    const token = hub.token({ permissions: command === 'announce' ? LIVE_RIGHTS : RIGHTS });
    const root = await hub.clone(token);
    const folder = scratch({ 'event.json': JSON.stringify(payload), 'summary.md': '' });
    const summary = join(folder, 'summary.md');
    const job = {
      ...hub.env(token),
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_STEP_SUMMARY: summary,
    };
    const clean = { HOME: '/nowhere', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const env = { ...clean, ...job, ...gitCredentials(token, hub.url, {}) };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const client = await openGithubClient(token, hub.repository, hub.url);
    const place = { root, client, now: Date.parse(now), dryRun, ...approval };
    const ended =
      command === 'announce' ? await runAnnouncePublished(place) : await handleFormEvent(place, job);
    return { ...ended, summary: readFileSync(summary, 'utf8') };
  };
  return {
    hub,
    async send(by, deed, entered, labelled = true) {
      const { octokit, at } = await hub.as({ login: by });
      const labels = labelled ? { labels: [FORM_LABELS[deed].name] } : {};
      const issue = { ...at, title: 'Incident', body: bodyOf(deed, entered), ...labels };
      return (await octokit.rest.issues.create(issue)).data.number;
    },
    async edit(by, issue, deed, entered) {
      const { octokit, at } = await hub.as({ login: by });
      await octokit.rest.issues.update({ ...at, issue_number: issue, body: bodyOf(deed, entered) });
    },
    async answer(number, action = 'opened', sender = '') {
      const { octokit, at } = await hub.as({ login: 'amina' });
      const { data: issue } = await octokit.rest.issues.get({ ...at, issue_number: number });
      return run('handle', 'issues', { action, issue, sender: { login: sender || issue.user!.login } });
    },
    start: (by, inputs, dryRun) =>
      run('handle', 'workflow_dispatch', { inputs, sender: { login: by } }, dryRun),
    live: () => run('announce', 'push', {}),
    async comments(number) {
      const { octokit, at } = await hub.as({ login: 'amina' });
      const { data } = await octokit.rest.issues.listComments({ ...at, issue_number: number });
      return data.map(({ user, body = '' }) => ({
        by: user?.login ?? '',
        body,
        words: body.replace(/<!-- candor:.*?-->\n/g, '').replaceAll(hub.url, 'https://github.example'),
      }));
    },
    async forget(number) {
      const { octokit, at } = await hub.as({ login: 'amina' });
      const { data } = await octokit.rest.issues.listComments({ ...at, issue_number: number });
      for (const { id } of data) await octokit.rest.issues.deleteComment({ ...at, comment_id: id });
    },
    file: (branch, id) => hub.git('show', `${branch}:incidents/${id}.md`),
    async merge(number) {
      const { octokit, at } = await hub.as({ login: 'amina' });
      await octokit.rest.pulls.merge({ ...at, pull_number: number, merge_method: 'squash' });
    },
    setNow(time) {
      now = `2026-11-22T${time}:00Z`;
      hub.setNow(now);
    },
  };
}
