import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../time/instant.ts';
import type { ProposedChanges, PullRequestInfo } from '../pull-request.ts';
import { planAfterMerge, planMerge, planMergeRun, planComments, planStatuses } from '../plan.ts';
import type { ExistingComments, PullRequestAction } from '../plan.ts';
import { decideMerge } from '../decision.ts';
import type { MergeDecision } from '../decision.ts';
import type { GithubClient } from '../../github/client.ts';
import { githubServerUrl } from '../../github/credentials.ts';
import { fetchPullRequest, readPullRequestDiff } from './read-diff.ts';
import { performPullRequestActions } from './perform.ts';
import { readPullRequestInfo, readExistingComments } from './read-pull-request.ts';

export interface PullRequestOptions {
  readonly client: GithubClient;
  /** Sets commit statuses, if not `client`: with the workflow's own token, where `client` has another app's. */
  readonly statusClient?: GithubClient;
  /** A clone of the default branch with a remote `origin`; only its refs are changed. */
  readonly root: string;
  readonly now: () => Instant;
  /** Git credentials, from `gitCredentials`. */
  readonly gitEnv: Readonly<Record<string, string>>;
  /** The current workflow run; its jobs are not counted as checks. */
  readonly runId?: string;
  /** Pushes with this token trigger workflows: it is a GitHub App's, not `GITHUB_TOKEN`. */
  readonly triggersWorkflows: boolean;
  /** How long to wait for running checks, and how often to poll them, in milliseconds. */
  readonly checksTimeoutMs: number;
  readonly pollIntervalMs: number;
}

export interface PullRequestEvaluation {
  readonly pull: PullRequestInfo;
  readonly decision: MergeDecision;
  /** Absent if the pull request is closed, or not for the default branch. */
  readonly proposed?: ProposedChanges;
  readonly existing?: ExistingComments;
}

export interface PullRequestResult extends PullRequestEvaluation {
  readonly actions: readonly PullRequestAction[];
  readonly errors: readonly string[];
}

/** @throws GitError, RequestError */
export async function evaluatePullRequest(
  options: PullRequestOptions,
  number: number,
): Promise<PullRequestEvaluation> {
  const { client, root, now, gitEnv, runId } = options;
  const pull = await readPullRequestInfo(client, number, runId);
  if (!pull.open || pull.base !== pull.defaultBranch)
    return { pull, decision: { type: 'manual-merge', reason: manualMergeReason(pull) } };
  await fetchPullRequest(root, pull, gitEnv);
  const [{ proposed, hunks }, comments] = await Promise.all([
    readPullRequestDiff(root, pull, now(), `${githubServerUrl()}/${client.at.owner}/${client.at.repo}`),
    readExistingComments(client, number),
  ]);
  return { pull, proposed, decision: decideMerge(pull, proposed, now()), existing: { ...comments, hunks } };
}

/** Posts the status comment and suggestions, and starts the run that merges. */
export async function commentOnPullRequest(
  options: PullRequestOptions,
  number: number,
  dry: boolean,
): Promise<PullRequestResult> {
  const evaluation = await evaluatePullRequest(options, number);
  const actions = [
    ...planStatusesFor(evaluation),
    ...planCommentsFor(evaluation),
    ...planMergeRun(evaluation.pull, evaluation.decision),
  ];
  return {
    ...evaluation,
    actions,
    errors: dry
      ? []
      : (await performPullRequestActions(options.client, number, actions, options.statusClient)).errors,
  };
}

/**
 * Merges a pull request, or requests approval. If its head moved meanwhile, evaluates it once more; if GitHub can't merge it
 * yet, again until the timeout.
 */
export async function mergePullRequest(
  options: PullRequestOptions,
  number: number,
  dry: boolean,
): Promise<PullRequestResult> {
  const { checksTimeoutMs, pollIntervalMs } = options;
  let staleCount = 0;
  let waited = 0;
  for (let pause = pollIntervalMs; ; pause *= 2) {
    const attempt = await tryMerge(options, number, dry);
    if (attempt.stale && staleCount === 0) {
      staleCount += 1;
      continue;
    }
    if (attempt.mayMergeLater && waited + pause <= checksTimeoutMs) {
      await sleep(pause);
      waited += pause;
      continue;
    }
    if (attempt.stale)
      return { ...attempt, errors: [...attempt.errors, 'The branch changed twice during the evaluation.'] };
    return dry ? attempt : commentAfterMerge(options, number, attempt);
  }
}

interface MergeAttempt extends PullRequestResult {
  readonly stale: boolean;
  readonly mayMergeLater: boolean;
}

async function tryMerge(options: PullRequestOptions, number: number, dry: boolean): Promise<MergeAttempt> {
  const { client, statusClient } = options;
  const evaluation = await evaluateAfterChecks(options, number);
  const { pull, decision } = evaluation;
  const steps = planMerge(pull, decision, options.triggersWorkflows);
  const actions = [
    ...planStatusesFor(evaluation),
    ...steps,
    ...(decision.type === 'merge' ? [] : planCommentsFor(evaluation)),
  ];
  if (dry) return { ...evaluation, actions, errors: [], stale: false, mayMergeLater: false };
  return {
    ...evaluation,
    actions,
    ...(await performPullRequestActions(client, number, actions, statusClient, options)),
  };
}

async function commentAfterMerge(
  { client }: PullRequestOptions,
  number: number,
  attempt: MergeAttempt,
): Promise<PullRequestResult> {
  const { decision, proposed, errors } = attempt;
  const failed = errors.length > 0 && { errors };
  const isJoinRefused = 'joined' in decision && decision.joined !== undefined && failed !== false;
  if (!proposed || (decision.type !== 'merge' && !isJoinRefused)) return attempt;
  const since =
    decision.type !== 'merge'
      ? { ...failed }
      : decision.timestampUpdates.length > 0
        ? { timestampsUpdated: true, ...failed }
        : { merged: isMerged(errors), ...failed };
  const commented = await performPullRequestActions(
    client,
    number,
    planAfterMerge(decision, proposed, since),
  );
  return { ...attempt, errors: [...errors, ...commented.errors] };
}

/** Waits for running checks until the timeout. */
async function evaluateAfterChecks(
  options: PullRequestOptions,
  number: number,
): Promise<PullRequestEvaluation> {
  const { checksTimeoutMs, pollIntervalMs } = options;
  for (let waited = 0; ; waited += pollIntervalMs) {
    const evaluation = await evaluatePullRequest(options, number);
    const { decision } = evaluation;
    const running =
      (decision.type === 'wait' || decision.type === 'propose-template') &&
      decision.blockedBy === 'checks-running';
    if (!running || waited >= checksTimeoutMs) return evaluation;
    await sleep(pollIntervalMs);
  }
}

/** Proposes the template of a pull request that was not approved in time. */
export async function proposeTemplate(
  options: PullRequestOptions,
  evaluation: PullRequestEvaluation,
): Promise<void> {
  await performPullRequestActions(options.client, evaluation.pull.number, [
    ...planStatusesFor(evaluation),
    ...planMerge(evaluation.pull, evaluation.decision, options.triggersWorkflows),
    ...planCommentsFor(evaluation),
  ]);
}

function planStatusesFor({ pull, proposed, decision }: PullRequestEvaluation): PullRequestAction[] {
  return proposed ? planStatuses(pull, proposed, decision) : [];
}

function planCommentsFor({ pull, proposed, decision, existing }: PullRequestEvaluation): PullRequestAction[] {
  return proposed && existing ? planComments(pull, proposed, decision, existing) : [];
}

function isMerged(errors: readonly string[]): boolean {
  return !errors.some((error) => error.startsWith('It was not merged'));
}

function manualMergeReason({ open, defaultBranch }: PullRequestInfo): string {
  if (!open) return 'It is closed.';
  return `Its base branch is not ${defaultBranch}, so it must be merged manually.`;
}
