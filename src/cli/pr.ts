import { appendFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describePullRequestAction } from '../pull-requests/plan.ts';
import type { MergeDecision } from '../pull-requests/decision.ts';
import { parseNow, UsageError } from '../files/command-errors.ts';
import { openGithubClient } from '../github/client.ts';
import { requireVariable, resolvePullRequestNumber } from '../github/event.ts';
import { gitCredentials } from '../github/credentials.ts';
import { evaluatePullRequest, commentOnPullRequest, mergePullRequest } from '../pull-requests/io/review.ts';
import { commentPreview } from '../pull-requests/io/preview/comment-preview.ts';
import { startPreview } from '../pull-requests/io/preview/start-preview.ts';
import { proposeTemplates } from '../pull-requests/io/open-pull-requests.ts';
import type { PullRequestResult, PullRequestOptions } from '../pull-requests/io/review.ts';
import { filterRelevantDiagnostics } from '../pull-requests/status-comment.ts';
import { escapeLogLine, renderGithubAnnotations } from '../reporters/github.ts';
import { renderGithubSummary } from '../reporters/github-summary.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type {
  prCheck,
  prComment,
  prCommentPreview,
  prMerge,
  prPreview,
  prProposeTemplate,
} from './declarations/pr.ts';
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

export const runPrMerge: CommandRun<typeof prMerge> = (values) =>
  perform(values, mergePullRequest, {
    isPreviewed: values.preview === true && !values['dry-run'],
    isAnnotated: values.annotations === true,
    ...(values.summary !== undefined && { summary: values.summary }),
  });

export const runPrPreview: CommandRun<typeof prPreview> = async (values) => {
  const options = await connect(values);
  const { buildPreview } = await import('../pull-requests/io/preview/build-preview.ts');
  const number = (await findPullRequest(options, values))!;
  const built = await buildPreview(options, number, resolve(values.out));
  printLine(built ? `Built the page of ${built.head}.` : `#${number} is closed.`);
  if (built?.pictureProblem !== undefined) printLine(built.pictureProblem);
  return 0;
};

export const runPrCommentPreview: CommandRun<typeof prCommentPreview> = async (values) => {
  const { artifact } = values;
  if (artifact === undefined || !/^https?:\/\/[^\s"<>()]{1,500}$/.test(artifact))
    throw new UsageError('Invalid --artifact: expected the address of the uploaded page.');
  const options = await connect(values);
  const number = (await findPullRequest(options, values))!;
  await commentPreview(options, number, resolve(values.from), artifact);
  return 0;
};

export const runPrProposeTemplate: CommandRun<typeof prProposeTemplate> = async (values) => {
  const proposed = await proposeTemplates(await connect(values));
  printLine(
    proposed.length === 0
      ? 'No approval is overdue.'
      : `Proposed the template on ${proposed.map((number) => `#${number}`).join(', ')}.`,
  );
  return 0;
};

type PullRequestValues = Parameters<typeof runPrComment>[0];

interface Reports {
  readonly isPreviewed?: boolean;
  readonly isAnnotated?: boolean;
  /** The file of the run's summary. */
  readonly summary?: string;
}

async function perform(
  values: PullRequestValues,
  act: typeof commentOnPullRequest | typeof mergePullRequest,
  reports: Reports = {},
): Promise<number> {
  const options = await connect(values, values.timeout);
  const number = await findPullRequest(options, values);
  if (number === undefined) return 0;
  const result = await act(options, number, values['dry-run']);
  printResult(result, values['dry-run']);
  await reportFindings(result, reports);
  const problem = reports.isPreviewed ? await startPreview(options.client, result) : undefined;
  if (problem !== undefined) printLine(problem);
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
  values: { readonly event?: string; readonly number?: string },
): Promise<number | undefined> {
  const number = await resolvePullRequestNumber(client, values);
  if (number === undefined) printLine('No matching open pull request.');
  return number;
}

/** The findings on the lines of the pull request, and in the summary of the run. */
async function reportFindings(
  { proposed }: PullRequestResult,
  { isAnnotated = false, summary }: Reports,
): Promise<void> {
  if (!proposed) return;
  const report = {
    files: proposed.files.length,
    diagnostics: filterRelevantDiagnostics(proposed),
    ...{ notes: [], sources: new Map() },
  };
  if (isAnnotated) process.stdout.write(renderGithubAnnotations(report));
  if (summary !== undefined) await appendFile(summary, renderGithubSummary(report));
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
