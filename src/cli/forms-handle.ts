import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseNow } from '../files/command-errors.ts';
import type { FormContext } from '../issue-forms/io/answer-issue.ts';
import { handleFormEvent, runAnnouncePublished } from '../issue-forms/io/command.ts';
import type { FormCommandResult } from '../issue-forms/io/command.ts';
import { gitCredentials } from '../github/credentials.ts';
import { openGithubClient } from '../github/client.ts';
import { requireVariable } from '../github/event.ts';
import { defineCommand } from './define-command.ts';

const HANDLE_HELP = `Usage: npm run forms -- handle [options]

Declares, updates or resolves an incident from an issue form or from a workflow run's inputs, with the same steps as
npm run incident. It replies in one comment on the issue and keeps that comment up to date. Runs in a workflow.

Options:
  --check FILE   the workflow to dispatch on the pushed branch, such as validate.yml
  --root DIR     the content root (default: the current folder)
  --dry-run      print the actions without performing them
  --now TIME     the time to use instead of the current time

Environment:
  GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_EVENT_NAME, GITHUB_EVENT_PATH   required

Exit codes:
  0  done
  1  something failed, or the run's inputs were refused
  2  the command could not run
`;

const ANNOUNCE_HELP = `Usage: npm run forms -- announce [options]

Comments on each open form issue whose update is published, with its address, and closes the issue. Runs in a workflow.

Options:
  --root DIR     the content root (default: the current folder)
  --now TIME     the time to use instead of the current time

Environment:
  GITHUB_TOKEN, GITHUB_REPOSITORY   required

Exit codes:
  0  done
  1  something failed
  2  the command could not run
`;

const COMMON_OPTIONS = {
  root: { type: 'string', default: '.' },
  now: { type: 'string' },
} as const;

/** `forms handle` */
export const runFormsHandle = defineCommand({
  help: HANDLE_HELP,
  options: {
    ...COMMON_OPTIONS,
    check: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  },
  run: async (values) => {
    const context = await createFormContext(values.root, values.now, {
      dryRun: values['dry-run'],
      ...(values.check !== undefined && { checkWorkflow: values.check }),
    });
    return withWorkflowCommandsStopped(() => handleFormEvent(context, process.env));
  },
});

/** `forms announce` */
export const runFormsAnnounce = defineCommand({
  help: ANNOUNCE_HELP,
  options: COMMON_OPTIONS,
  run: async (values) => {
    const context = await createFormContext(values.root, values.now, { dryRun: false });
    return withWorkflowCommandsStopped(() => runAnnouncePublished(context));
  },
});

async function createFormContext(
  root: string,
  now: string | undefined,
  options: Pick<FormContext, 'dryRun' | 'checkWorkflow'>,
): Promise<FormContext> {
  const [token, repository] = [requireVariable('GITHUB_TOKEN'), requireVariable('GITHUB_REPOSITORY')];
  Object.assign(process.env, gitCredentials(token));
  const client = await openGithubClient(token, repository);
  return { root: resolve(root), client, now: parseNow(now), ...options };
}

/** Stops the runner from parsing workflow commands meanwhile: the output may contain text of an issue. */
async function withWorkflowCommandsStopped(work: () => Promise<FormCommandResult>): Promise<number> {
  const token = process.env['GITHUB_ACTIONS'] === 'true' ? randomUUID() : undefined;
  if (token !== undefined) process.stdout.write(`::stop-commands::${token}\n`);
  try {
    const { message, exitCode } = await work();
    process.stdout.write(`${message.trimEnd()}\n`);
    return exitCode;
  } finally {
    if (token !== undefined) process.stdout.write(`::${token}::\n`);
  }
}
