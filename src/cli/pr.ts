import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDuration } from '../time/duration.ts';
import { describePullRequestAction } from '../pull-requests/plan.ts';
import type { MergeDecision } from '../pull-requests/decision.ts';
import { parseNow, runCommand, UsageError } from '../files/command-errors.ts';
import { openGithubClient } from '../github/client.ts';
import { requireVariable, resolvePullRequestNumber } from '../github/event.ts';
import { gitCredentials } from '../github/credentials.ts';
import {
  evaluatePullRequest,
  proposeTemplates,
  commentOnPullRequest,
  mergePullRequest,
} from '../pull-requests/io/review.ts';
import type { PullRequestResult, PullRequestOptions } from '../pull-requests/io/review.ts';
import { escapeLogLine } from '../reporters/github.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

const HELP = `npm run pr -- check|comment|merge|propose-template [options]

What workflows do with a pull request: docs/reviewer/pull-requests.md.

check              says whether it goes out by itself, and if not, what it waits for
comment            keeps one comment on it up to date, and suggests other words on its lines
merge              lets it out if it may, or asks whoever may let it out
propose-template   proposes the template on each that has waited too long for an answer

  --event FILE     what GitHub tells a workflow (GITHUB_EVENT_PATH): which pull request, or which branch
  --number N       which pull request, without a file
  --root DIR       a clone of the published branch (default: this folder); what runs is its engine and its policy
  --app            the token is a GitHub App's: what it does starts workflows by itself
  --timeout TIME   how long checks that still run are waited for (default: 2m)
  --now TIME       judge as if it were this time
  --dry-run        only say what would be done

Needs GITHUB_TOKEN and GITHUB_REPOSITORY.
Exit code: 0 done, or there is nothing to do; 1 GitHub refused something; 2 it could not run.
`;

const SUBCOMMANDS = ['check', 'comment', 'merge', 'propose-template'] as const;
/** How often checks that run are asked, in milliseconds. */
const POLL_INTERVAL_MS = 5000;

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      event: { type: 'string' },
      number: { type: 'string' },
      root: { type: 'string', default: '.' },
      app: { type: 'boolean', default: false },
      timeout: { type: 'string', default: '2m' },
      now: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const command = SUBCOMMANDS.find((one) => one === positionals[0]);
  if (!command) throw new UsageError(`Say one of ${SUBCOMMANDS.join(', ')}. See --help.`);
  const timeout = parseDuration(values.timeout);
  if (timeout === undefined) throw new UsageError(`--timeout "${values.timeout}" is no length of time.`);
  const token = requireVariable('GITHUB_TOKEN');
  const client = await openGithubClient(token, requireVariable('GITHUB_REPOSITORY'));
  const run = process.env['GITHUB_RUN_ID'];
  const { now } = values;
  const reviewing: PullRequestOptions = {
    client,
    root: resolve(values.root),
    now: () => parseNow(now),
    gitEnv: gitCredentials(token),
    ...(run !== undefined && run !== '' && { runId: run }),
    triggersWorkflows: values.app,
    checksTimeoutMs: timeout,
    pollIntervalMs: Math.min(POLL_INTERVAL_MS, Math.max(timeout, 1)),
  };
  if (command === 'propose-template') {
    const offered = await proposeTemplates(reviewing);
    printLine(
      offered.length === 0
        ? 'Nothing waits too long.'
        : `Offered on ${offered.map((one) => `#${one}`).join(', ')}.`,
    );
    return 0;
  }
  const number = await resolvePullRequestNumber(client, values);
  if (number === undefined) {
    printLine('No open pull request belongs to this.');
    return 0;
  }
  if (command === 'check') {
    printDecision((await evaluatePullRequest(reviewing, number)).decision);
    return 0;
  }
  const done = await (command === 'comment' ? commentOnPullRequest : mergePullRequest)(
    reviewing,
    number,
    values['dry-run'],
  );
  printResult(done, values['dry-run']);
  return done.errors.length > 0 ? 1 : 0;
});

function printDecision(decision: MergeDecision): void {
  const waits = decision.is === 'wait' || decision.is === 'offer';
  printLine(`${decision.is}: ${decision.reason}`);
  if (!waits) return;
  if (decision.people.length > 0) printLine(`  ${decision.people.join(' ')}`);
  for (const what of decision.customWording) printLine(`  - ${what}`);
}

function printResult({ decision, actions, errors }: PullRequestResult, dry: boolean): void {
  printDecision(decision);
  if (dry) printLine('This would be done:');
  for (const action of actions) printLine(`  ${describePullRequestAction(action)}`);
  for (const words of errors) printLine(`  ${words}`);
}

function printLine(line: string): void {
  process.stdout.write(`${escapeLogLine(escapeControlCharacters(line))}\n`);
}
