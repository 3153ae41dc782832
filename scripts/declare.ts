import { appendFile, readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { filledIn } from '../src/github/form-event.ts';
import { sayReply } from '../src/github/form-reply.ts';
import { readNow, runCommand, UsageError } from '../src/io/command.ts';
import { answerForm } from '../src/io/declare-answer.ts';
import type { Place } from '../src/io/declare-answer.ts';
import { announceLive } from '../src/io/declare-live.ts';
import { gitCredentials } from '../src/io/github-credentials.ts';
import { openClient } from '../src/io/github-client.ts';

const HELP = `node scripts/declare.ts [answer|live] [options]

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
  const [token, repository] = [needed('GITHUB_TOKEN'), needed('GITHUB_REPOSITORY')];
  Object.assign(process.env, gitCredentials(token, process.env['GITHUB_SERVER_URL'] ?? 'https://github.com'));
  const place: Place = {
    root: resolve(values.root),
    client: await openClient(token, repository),
    now: readNow(values.now),
    dryRun: values['dry-run'],
    ...(values.check !== undefined && { check: values.check }),
  };
  return withoutCommands(() => (command === 'live' ? live(place) : answer(place)));
});

async function answer(place: Place): Promise<number> {
  const name = needed('GITHUB_EVENT_NAME');
  const payload: unknown = JSON.parse(await readFile(needed('GITHUB_EVENT_PATH'), 'utf8'));
  const filled = filledIn(name, payload);
  if (!filled) return said('There is no form in this event.', 0);
  commitAs(filled.by);
  const answered = await answerForm(place, filled);
  if (!answered) return said('The same was answered before.', 0);
  const { form, reply, failed } = answered;
  const words = sayReply(form, reply);
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '') await appendFile(summary, words);
  const refused = !('issue' in filled) && reply.kind !== 'done';
  return said(place.dryRun ? words : `${form.name}: ${reply.kind}`, failed || refused ? 1 : 0);
}

async function live({ root, client }: Place): Promise<number> {
  const issues = await announceLive(root, client);
  return said(
    issues.length === 0 ? 'No form waits for this.' : `Live: ${issues.map((one) => `#${one}`).join(', ')}`,
    0,
  );
}

/** The commit is the person's who asked for it, made by the robot. */
function commitAs(login: string): void {
  const robot = {
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
  };
  process.env['GIT_AUTHOR_NAME'] = login;
  process.env['GIT_AUTHOR_EMAIL'] = `${login}@users.noreply.github.com`;
  process.env['GIT_COMMITTER_NAME'] = robot.name;
  process.env['GIT_COMMITTER_EMAIL'] = robot.email;
}

/** Nothing that is printed meanwhile is a command to the runner: words of an issue may be in it. */
async function withoutCommands(work: () => Promise<number>): Promise<number> {
  if (process.env['GITHUB_ACTIONS'] !== 'true') return work();
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await work();
  } finally {
    process.stdout.write(`::${token}::\n`);
  }
}

function said(words: string, code: number): number {
  process.stdout.write(`${words.trimEnd()}\n`);
  return code;
}

function needed(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`${name} is not set: this runs in a workflow on GitHub.`);
}
