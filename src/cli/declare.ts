import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import type { FormContext } from '../issue-forms/io/answer-issue.ts';
import { handleFormEvent, runAnnouncePublished } from '../issue-forms/io/command.ts';
import type { FormCommandResult } from '../issue-forms/io/command.ts';
import { gitCredentials } from '../github/credentials.ts';
import { openGithubClient } from '../github/client.ts';
import { requireVariable } from '../github/event.ts';

const HELP = `node src/cli/declare.ts [answer|live] [options]

Runs in a workflow on GitHub.

answer     does what an issue form, or a run's inputs, asks: declares, updates or resolves an incident by the same steps as
           npm run incident, and answers on the issue in one comment that it keeps up to date
live       says on each open issue of a form that what it wrote is live, with the address, and closes it

  --check FILE   the workflow to start on the branch that was pushed, such as validate.yml
  --root DIR     the content root (default: this folder)
  --dry-run      answer: only says what would be done
  --now TIME     as if it were this time

It takes GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_EVENT_NAME and GITHUB_EVENT_PATH from the environment.
Exit code: 0 answered, 1 something failed or the inputs of a run were refused, 2 it could not run.
`;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'string' },
      root: { type: 'string', default: '.' },
      'dry-run': { type: 'boolean', default: false },
      now: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command = 'answer'] = positionals;
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (command !== 'answer' && command !== 'live')
    throw new UsageError(`"${command}" is not known. One of answer, live; see --help.`);
  const [token, repository] = [requireVariable('GITHUB_TOKEN'), requireVariable('GITHUB_REPOSITORY')];
  Object.assign(process.env, gitCredentials(token));
  const place: FormContext = {
    root: resolve(values.root),
    client: await openGithubClient(token, repository),
    now: parseNow(values.now),
    dryRun: values['dry-run'],
    ...(values.check !== undefined && { checkWorkflow: values.check }),
  };
  return withWorkflowCommandsStopped(() =>
    command === 'live' ? runAnnouncePublished(place) : handleFormEvent(place, process.env),
  );
});

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
