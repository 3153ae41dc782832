import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseNow } from '../files/command-errors.ts';
import type { FormContext } from '../issue-forms/io/answer-issue.ts';
import { handleFormEvent, runAnnouncePublished } from '../issue-forms/io/command.ts';
import type { FormCommandResult } from '../issue-forms/io/command.ts';
import { gitCredentials } from '../github/credentials.ts';
import { openGithubClient } from '../github/client.ts';
import { requireVariable } from '../github/event.ts';

const ENVIRONMENT = `It takes GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_EVENT_NAME and GITHUB_EVENT_PATH from the environment.
Exit code: 0 answered, 1 something failed or the inputs of a run were refused, 2 it could not run.
`;

const HANDLE_HELP = `npm run forms -- handle [options]

Runs in a workflow on GitHub. Does what an issue form, or a run's inputs, asks: declares, updates or resolves an incident by
the same steps as npm run incident, and answers on the issue in one comment that it keeps up to date.

  --check FILE   the workflow to start on the branch that was pushed, such as validate.yml
  --root DIR     the content root (default: this folder)
  --dry-run      only says what would be done
  --now TIME     as if it were this time

${ENVIRONMENT}`;

const ANNOUNCE_HELP = `npm run forms -- announce [options]

Runs in a workflow on GitHub. Says on each open issue of a form that what it wrote is live, with the address, and closes it.

  --root DIR     the content root (default: this folder)
  --now TIME     as if it were this time

${ENVIRONMENT}`;

const COMMON_OPTIONS = {
  root: { type: 'string', default: '.' },
  now: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `forms handle`: does what an issue form or a run's inputs ask. */
export async function runFormsHandle(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      ...COMMON_OPTIONS,
      check: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HANDLE_HELP);
    return 0;
  }
  const context = await createFormContext(values.root, values.now, {
    dryRun: values['dry-run'],
    ...(values.check !== undefined && { checkWorkflow: values.check }),
  });
  return withWorkflowCommandsStopped(() => handleFormEvent(context, process.env));
}

/** `forms announce`: tells the issues of forms that their updates are published. */
export async function runFormsAnnounce(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMON_OPTIONS });
  if (values.help) {
    process.stdout.write(ANNOUNCE_HELP);
    return 0;
  }
  const context = await createFormContext(values.root, values.now, { dryRun: false });
  return withWorkflowCommandsStopped(() => runAnnouncePublished(context));
}

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

/** Nothing that is printed meanwhile is a command to the runner: words of an issue may be in it. */
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
