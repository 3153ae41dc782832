import { MINUTE } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import { incidentBranch } from '../../response/change.ts';
import { dispatchChecks } from '../../github/dispatch-checks.ts';
import { isDraftPull } from '../../github/pull-requests.ts';
import { OWN_CHECKS } from './read-pull-request.ts';
import { evaluatePullRequest, mergePullRequest, proposeTemplate } from './review.ts';
import type { PullRequestEvaluation, PullRequestOptions } from './review.ts';

/** What was done with the open pull requests, by their numbers. */
export interface OpenPullRequestsResult {
  readonly merged: readonly number[];
  readonly proposed: readonly number[];
  /** Their checks had not begun, so they were started again. */
  readonly started: readonly number[];
  readonly errors: readonly string[];
}

/** The commits whose checks were started, and when. */
export type StartedChecks = Map<string, Instant>;

/** The event that should start the checks of a new commit takes seconds; after so long it was lost. */
const CHECKS_BEGIN_WITHIN = 2 * MINUTE;

/**
 * Evaluates each open pull request of an incident again, in case its own run ended early or was never started: merges those
 * that are ready, starts checks that never began, and proposes the template where no one approved in time. Idempotent.
 */
export async function reviewOpenPullRequests(
  options: PullRequestOptions,
  startedChecks: StartedChecks,
  branchPrefixes: readonly string[] = [incidentBranch('')],
): Promise<OpenPullRequestsResult> {
  const result = {
    merged: [] as number[],
    proposed: [] as number[],
    started: [] as number[],
    errors: [] as string[],
  };
  for (const evaluation of await evaluateOpenPullRequests(options, branchPrefixes)) {
    const { pull, decision } = evaluation;
    if (decision.type === 'propose-template') {
      await proposeTemplate(options, evaluation);
      result.proposed.push(pull.number);
      continue;
    }
    const checks = findMissingChecks(evaluation, startedChecks, options.now());
    if (checks === 'start') {
      await dispatchChecks(options.client, pull.branch);
      startedChecks.set(pull.head, options.now());
      result.started.push(pull.number);
    }
    if (checks !== 'none' || decision.type !== 'merge') continue;
    const { errors } = await mergePullRequest({ ...options, checksTimeoutMs: 0 }, pull.number, false);
    if (errors.length === 0) result.merged.push(pull.number);
    for (const error of errors) result.errors.push(`#${pull.number}: ${error}`);
  }
  return result;
}

/** Proposes the SOP's template on each pull request whose approval is overdue. Returns the numbers of these pull requests. */
export async function proposeTemplates(options: PullRequestOptions): Promise<number[]> {
  const proposed: number[] = [];
  for (const evaluation of await evaluateOpenPullRequests(options, [incidentBranch('')])) {
    if (evaluation.decision.type !== 'propose-template') continue;
    await proposeTemplate(options, evaluation);
    proposed.push(evaluation.pull.number);
  }
  return proposed;
}

async function evaluateOpenPullRequests(
  options: PullRequestOptions,
  branchPrefixes: readonly string[],
): Promise<PullRequestEvaluation[]> {
  const { octokit, at } = options.client;
  const pulls = await octokit.paginate(octokit.rest.pulls.list, { ...at, state: 'open', per_page: 100 });
  const evaluations: PullRequestEvaluation[] = [];
  for (const { number } of pulls.filter(
    (one) => branchPrefixes.some((prefix) => one.head.ref.startsWith(prefix)) && !isDraftPull(one),
  ))
    evaluations.push(await evaluatePullRequest(options, number));
  return evaluations;
}

/** A check that the repository has removed never begins: after it was started once, the pull request doesn't wait for it. */
function findMissingChecks(
  { pull }: PullRequestEvaluation,
  startedChecks: StartedChecks,
  now: Instant,
): 'none' | 'wait' | 'start' {
  if (!pull.isSameRepository || OWN_CHECKS.every((name) => pull.checks.some((check) => check.name === name)))
    return 'none';
  const startedAt = startedChecks.get(pull.head);
  if (startedAt !== undefined) return now - startedAt < CHECKS_BEGIN_WITHIN ? 'wait' : 'none';
  return now - pull.createdAt < CHECKS_BEGIN_WITHIN ? 'wait' : 'start';
}
