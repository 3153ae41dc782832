import { MINUTE } from '../../time/duration.ts';
import { incidentBranch } from '../../response/change.ts';
import { isDraftPull } from '../../github/pull-requests.ts';
import { evaluatePullRequest, mergePullRequest, proposeTemplate } from './review.ts';
import type { PullRequestEvaluation, PullRequestOptions } from './review.ts';

/** What was done with the open pull requests, by their numbers. */
export interface OpenPullRequestsResult {
  readonly merged: readonly number[];
  readonly proposed: readonly number[];
  /** Nothing had evaluated their head. */
  readonly checked: readonly number[];
  readonly errors: readonly string[];
}

/** The event that should have a new commit evaluated takes seconds; after so long it was lost. */
const EVALUATED_WITHIN = 2 * MINUTE;

/**
 * Evaluates each open pull request of an incident again, in case its own run ended early or was never started: merges those
 * that are ready, evaluates those that nothing has evaluated, and proposes the template where no one approved in time. Idempotent.
 */
export async function reviewOpenPullRequests(
  options: PullRequestOptions,
  branchPrefixes: readonly string[] = [incidentBranch('')],
): Promise<OpenPullRequestsResult> {
  const result = {
    merged: [] as number[],
    proposed: [] as number[],
    checked: [] as number[],
    errors: [] as string[],
  };
  for (const evaluation of await evaluateOpenPullRequests(options, branchPrefixes)) {
    const { pull, decision } = evaluation;
    if (decision.type === 'propose-template') {
      await proposeTemplate(options, evaluation);
      result.proposed.push(pull.number);
      continue;
    }
    const isEvaluated = pull.statuses.length > 0;
    if (!isEvaluated && options.now() - pull.createdAt < EVALUATED_WITHIN) continue;
    const isJoined = decision.type === 'wait' && decision.joined !== undefined;
    if (decision.type !== 'merge' && !isJoined && (isEvaluated || !pull.isSameRepository)) continue;
    const { errors } = await mergePullRequest({ ...options, checksTimeoutMs: 0 }, pull.number, false);
    if (errors.length === 0) result[decision.type === 'merge' ? 'merged' : 'checked'].push(pull.number);
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
