import { resolve } from 'node:path';
import { describePullRequestAction } from '../pull-requests/plan.ts';
import type { MergeDecision } from '../pull-requests/decision.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { openGithubClient } from '../github/client.ts';
import { requireVariable, resolvePullRequestNumber } from '../github/event.ts';
import { gitCredentials } from '../github/credentials.ts';
import { evaluatePullRequest, commentOnPullRequest, mergePullRequest } from '../pull-requests/io/review.ts';
import { proposeTemplates } from '../pull-requests/io/open-pull-requests.ts';
import type { PullRequestResult, PullRequestOptions } from '../pull-requests/io/review.ts';
import { escapeLogLine } from '../reporters/github.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import { parseDurationOption, defineCommand } from './define-command.ts';

const HELP = `Usage: npm run pr -- check|comment|merge|propose-template [options]

Validates pull requests and merges updates that the SOP approves, for workflows. See docs/reviewer/pull-requests.md.

Subcommands:
  check              print whether the pull request can be merged automatically, and if not, what is missing
  comment            set the commit statuses candor/incidents and candor/postmortem, keep one status comment up to
                     date, and suggest other text on its lines
  merge              merge the pull request, or request approval
  propose-template   propose the SOP's template on each pull request whose approval is overdue

Options:
  --event FILE     the event payload that names the pull request or branch (default: GITHUB_EVENT_PATH)
  --number N       the pull request, instead of an event
  --root DIR       a clone of the default branch, whose code and policy are used (default: the current folder)
  --app            the token belongs to a GitHub App, so its pushes and merges trigger workflows
  --timeout TIME   how long to wait for running checks (default: 2m)
  --now TIME       the time to use instead of the current time
  --dry-run        print the actions without performing them

Environment:
  GITHUB_TOKEN, GITHUB_REPOSITORY   required
  CANDOR_STATUS_TOKEN               to set commit statuses with; the workflow's own token, where GITHUB_TOKEN is an app's

Exit codes:
  0  done, or nothing to do
  1  GitHub refused an action
  2  the command could not run
`;

const SUBCOMMANDS = ['check', 'comment', 'merge', 'propose-template'] as const;
/** How often to ask for the state of running checks. */
const POLL_INTERVAL_MS = 5000;

export const prCommand = defineCommand({
  help: HELP,
  options: {
    event: { type: 'string' },
    number: { type: 'string' },
    root: { type: 'string', default: '.' },
    app: { type: 'boolean', default: false },
    timeout: { type: 'string', default: '2m' },
    now: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  },
  takesArguments: true,
  run: async (values, positionals) => {
    const command = SUBCOMMANDS.find((one) => one === positionals[0]);
    if (!command) throw new UsageError(`Expected one of ${SUBCOMMANDS.join(', ')}. See --help.`);
    const timeout = parseDurationOption('timeout', values.timeout);
    const token = requireVariable('GITHUB_TOKEN');
    const client = await openGithubClient(token, requireVariable('GITHUB_REPOSITORY'));
    const runId = process.env['GITHUB_RUN_ID'];
    const statusToken = process.env['CANDOR_STATUS_TOKEN'] ?? '';
    const { now } = values;
    const options: PullRequestOptions = {
      client,
      ...(statusToken !== '' && {
        statusClient: await openGithubClient(statusToken, requireVariable('GITHUB_REPOSITORY')),
      }),
      root: resolve(values.root),
      now: () => parseNow(now),
      gitEnv: gitCredentials(token),
      ...(runId !== undefined && runId !== '' && { runId }),
      triggersWorkflows: values.app,
      checksTimeoutMs: timeout,
      pollIntervalMs: Math.min(POLL_INTERVAL_MS, Math.max(timeout, 1)),
    };
    if (command === 'propose-template') {
      const proposed = await proposeTemplates(options);
      printLine(
        proposed.length === 0
          ? 'No approval is overdue.'
          : `Proposed the template on ${proposed.map((number) => `#${number}`).join(', ')}.`,
      );
      return 0;
    }
    const number = await resolvePullRequestNumber(client, values);
    if (number === undefined) {
      printLine('No matching open pull request.');
      return 0;
    }
    if (command === 'check') {
      printDecision((await evaluatePullRequest(options, number)).decision);
      return 0;
    }
    const perform = command === 'comment' ? commentOnPullRequest : mergePullRequest;
    const result = await perform(options, number, values['dry-run']);
    printResult(result, values['dry-run']);
    return result.errors.length > 0 ? 1 : 0;
  },
});

function printDecision(decision: MergeDecision): void {
  const waits = decision.type === 'wait' || decision.type === 'propose-template';
  printLine(`${decision.type}: ${decision.reason}`);
  if (!waits) return;
  if (decision.people.length > 0) printLine(`  ${decision.people.join(' ')}`);
  for (const reason of decision.customWording) printLine(`  - ${reason}`);
}

function printResult({ decision, actions, errors }: PullRequestResult, dryRun: boolean): void {
  printDecision(decision);
  if (dryRun) printLine('Actions (dry run):');
  for (const action of actions) printLine(`  ${describePullRequestAction(action)}`);
  for (const error of errors) printLine(`  ${error}`);
}

function printLine(line: string): void {
  process.stdout.write(`${escapeLogLine(escapeControlCharacters(line))}\n`);
}
