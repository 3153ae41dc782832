import { resolve } from 'node:path';
import { describePullRequestAction } from '../pull-requests/plan.ts';
import type { MergeDecision } from '../pull-requests/decision.ts';
import { parseNow } from '../files/command-errors.ts';
import { openGithubClient } from '../github/client.ts';
import { requireVariable, resolvePullRequestNumber } from '../github/event.ts';
import { gitCredentials } from '../github/credentials.ts';
import { evaluatePullRequest, commentOnPullRequest, mergePullRequest } from '../pull-requests/io/review.ts';
import { proposeTemplates } from '../pull-requests/io/open-pull-requests.ts';
import type { PullRequestResult, PullRequestOptions } from '../pull-requests/io/review.ts';
import { escapeLogLine } from '../reporters/github.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { prCheck, prComment, prMerge, prProposeTemplate } from './declarations/pr.ts';
import { parseDurationOption } from './option-values.ts';

/** How often to ask for the state of running checks. */
const POLL_INTERVAL_MS = 5000;

export const runPrCheck: CommandRun<typeof prCheck> = async (values) => {
  const options = await connect(values, values.timeout);
  const number = await findPullRequest(options, values);
  if (number !== undefined) printDecision((await evaluatePullRequest(options, number)).decision);
  return 0;
};

export const runPrComment: CommandRun<typeof prComment> = (values) => perform(values, commentOnPullRequest);

export const runPrMerge: CommandRun<typeof prMerge> = (values) => perform(values, mergePullRequest);

export const runPrProposeTemplate: CommandRun<typeof prProposeTemplate> = async (values) => {
  const proposed = await proposeTemplates(await connect(values));
  printLine(
    proposed.length === 0
      ? 'No approval is overdue.'
      : `Proposed the template on ${proposed.map((number) => `#${number}`).join(', ')}.`,
  );
  return 0;
};

type PullRequestValues = Parameters<typeof runPrMerge>[0];

async function perform(
  values: PullRequestValues,
  act: typeof commentOnPullRequest | typeof mergePullRequest,
): Promise<number> {
  const options = await connect(values, values.timeout);
  const number = await findPullRequest(options, values);
  if (number === undefined) return 0;
  const result = await act(options, number, values['dry-run']);
  printResult(result, values['dry-run']);
  return result.errors.length > 0 ? 1 : 0;
}

/** @param wait how long to wait for running checks, as a duration; not at all by default */
async function connect(
  { app, now, root }: Pick<PullRequestValues, 'app' | 'now' | 'root'>,
  wait = '0s',
): Promise<PullRequestOptions> {
  const timeout = parseDurationOption('timeout', wait);
  const token = requireVariable('GITHUB_TOKEN');
  const repository = requireVariable('GITHUB_REPOSITORY');
  const runId = process.env['GITHUB_RUN_ID'] ?? '';
  const statusToken = process.env['CANDOR_STATUS_TOKEN'] ?? '';
  return {
    client: await openGithubClient(token, repository),
    ...(statusToken !== '' && { statusClient: await openGithubClient(statusToken, repository) }),
    root: resolve(root),
    now: () => parseNow(now),
    gitEnv: gitCredentials(token),
    ...(runId !== '' && { runId }),
    triggersWorkflows: app === true,
    checksTimeoutMs: timeout,
    pollIntervalMs: Math.min(POLL_INTERVAL_MS, Math.max(timeout, 1)),
  };
}

async function findPullRequest(
  { client }: PullRequestOptions,
  values: Pick<PullRequestValues, 'event' | 'number'>,
): Promise<number | undefined> {
  const number = await resolvePullRequestNumber(client, values);
  if (number === undefined) printLine('No matching open pull request.');
  return number;
}

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
