import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseNow } from '../files/command-errors.ts';
import type { FormContext } from '../issue-forms/io/answer-issue.ts';
import { handleFormEvent, runAnnouncePublished } from '../issue-forms/io/command.ts';
import type { FormCommandResult } from '../issue-forms/io/command.ts';
import { describeApproval } from '../pull-requests/describe-approval.ts';
import { gitCredentials } from '../github/credentials.ts';
import { openGithubClient } from '../github/client.ts';
import { requireVariable } from '../github/event.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { formsAnnounce, formsHandle } from './declarations/forms.ts';

export const runFormsHandle: CommandRun<typeof formsHandle> = async (values) => {
  const context = await createFormContext(values.root, values.now, {
    dryRun: values['dry-run'],
  });
  return withWorkflowCommandsStopped(() => handleFormEvent(context, process.env));
};

export const runFormsAnnounce: CommandRun<typeof formsAnnounce> = async (values) => {
  const context = await createFormContext(values.root, values.now, { dryRun: false });
  return withWorkflowCommandsStopped(() => runAnnouncePublished(context));
};

async function createFormContext(
  root: string,
  now: string | undefined,
  options: Pick<FormContext, 'dryRun'>,
): Promise<FormContext> {
  const [token, repository] = [requireVariable('GITHUB_TOKEN'), requireVariable('GITHUB_REPOSITORY')];
  Object.assign(process.env, gitCredentials(token));
  const client = await openGithubClient(token, repository);
  return { root: resolve(root), client, now: parseNow(now), describeApproval, ...options };
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
