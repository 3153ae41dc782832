import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../time/instant.ts';
import type { ProposedFacts, PullFacts } from '../pull-request.ts';
import { afterMerge, mergePlan, sayPlan } from '../plan.ts';
import type { Ground, ReviewAction } from '../plan.ts';
import { judgePull } from '../decision.ts';
import type { Verdict } from '../decision.ts';
import { branchOf } from '../../response/change.ts';
import { isDraft } from '../../github/pull-requests.ts';
import type { Client } from '../../github/client.ts';
import { fetchPull, readPull } from './read-diff.ts';
import { performReview } from './perform.ts';
import { readPullFacts, readStanding } from './read-pull-request.ts';

/** What a review works with. */
export interface Reviewing {
  readonly client: Client;
  /** A clone of what is published, with a remote `origin`; nothing in it is checked out or changed but for refs. */
  readonly root: string;
  readonly now: () => Instant;
  /** What lets git in: `gitCredentials`. */
  readonly env: Readonly<Record<string, string>>;
  /** The workflow's run that this is a part of: its jobs are no checks. */
  readonly run?: string;
  /** Pushes by this token start workflows: it is a GitHub App's, not the plain one. */
  readonly starts: boolean;
  /** How long checks that still run are waited for, and how often they are asked, in milliseconds. */
  readonly patience: number;
  readonly every: number;
}

/** One pull request, judged. */
export interface ReviewCase {
  readonly pull: PullFacts;
  readonly verdict: Verdict;
  /** What is read only where it could be merged: never of a fork. */
  readonly proposed?: ProposedFacts;
  readonly ground?: Ground;
}

/** What was done, or would be. */
export interface Reviewed extends ReviewCase {
  readonly actions: readonly ReviewAction[];
  readonly refused: readonly string[];
}

/** Reads a pull request and judges it. @throws GitError, RequestError */
export async function judgeCase(reviewing: Reviewing, number: number): Promise<ReviewCase> {
  const { client, root, now, env, run } = reviewing;
  const pull = await readPullFacts(client, number, run);
  if (!pull.open || !pull.ours || pull.base !== pull.published) {
    return { pull, verdict: { is: 'not-ours', why: whyNot(pull) } };
  }
  await fetchPull(root, pull, env);
  const [{ proposed, hunks }, stands] = await Promise.all([
    readPull(root, pull, now()),
    readStanding(client, number),
  ]);
  return { pull, proposed, verdict: judgePull(pull, proposed, now()), ground: { ...stands, hunks } };
}

/** Says on a pull request what becomes of it, with other words where there are any. */
export async function runComment(reviewing: Reviewing, number: number, dry: boolean): Promise<Reviewed> {
  const judged = await judgeCase(reviewing, number);
  const actions = spoken(judged);
  return {
    ...judged,
    actions,
    refused: dry ? [] : (await performReview(reviewing.client, number, actions)).refused,
  };
}

/** Lets a pull request out, or asks whoever may. A head that moved meanwhile is judged once more. */
export async function runMerge(reviewing: Reviewing, number: number, dry: boolean): Promise<Reviewed> {
  const first = await mergeOnce(reviewing, number, dry);
  if (!first.stale) return first;
  const second = await mergeOnce(reviewing, number, dry);
  return second.stale
    ? { ...second, refused: [...second.refused, 'It moved twice while it was judged.'] }
    : second;
}

async function mergeOnce(
  reviewing: Reviewing,
  number: number,
  dry: boolean,
): Promise<Reviewed & { readonly stale: boolean }> {
  const { client } = reviewing;
  const judged = await judgePatiently(reviewing, number);
  const { pull, verdict, proposed } = judged;
  const steps = mergePlan(pull, verdict, reviewing.starts);
  const actions = [...steps, ...(verdict.is === 'merge' ? [] : spoken(judged))];
  if (dry) return { ...judged, actions, refused: [], stale: false };
  const { stale, refused } = await performReview(client, number, actions);
  if (verdict.is !== 'merge' || !proposed || stale) return { ...judged, actions, refused, stale };
  const failed = refused.length > 0 && { refused };
  const since =
    verdict.stamps.length > 0 ? { stamped: true, ...failed } : { merged: isMerged(refused), ...failed };
  const told = await performReview(client, number, afterMerge(verdict, proposed, since));
  return { ...judged, actions, refused: [...refused, ...told.refused], stale };
}

/** Waits for checks that still run, as long as there is patience. */
async function judgePatiently(reviewing: Reviewing, number: number): Promise<ReviewCase> {
  const { patience, every } = reviewing;
  for (let waited = 0; ; waited += every) {
    const judged = await judgeCase(reviewing, number);
    const { verdict } = judged;
    const running = (verdict.is === 'wait' || verdict.is === 'offer') && verdict.for === 'checks-running';
    if (!running || waited >= patience) return judged;
    await sleep(every);
  }
}

/**
 * Offers the template on each pull request of an incident whose own words nobody has approved in the policy's time, so
 * that customers aren't left without any. Safe to call as often as one likes; gives the numbers of those that wait so.
 */
export async function offerTemplates(reviewing: Reviewing): Promise<number[]> {
  const { client } = reviewing;
  const pulls = await client.octokit.paginate(client.octokit.rest.pulls.list, {
    ...client.at,
    state: 'open',
    per_page: 100,
  });
  const offered: number[] = [];
  for (const { number } of pulls.filter((one) => one.head.ref.startsWith(branchOf('')) && !isDraft(one))) {
    const judged = await judgeCase(reviewing, number);
    if (judged.verdict.is !== 'offer') continue;
    await performReview(client, number, [
      ...mergePlan(judged.pull, judged.verdict, reviewing.starts),
      ...spoken(judged),
    ]);
    offered.push(number);
  }
  return offered;
}

function spoken({ pull, proposed, verdict, ground }: ReviewCase): ReviewAction[] {
  return proposed && ground ? sayPlan(pull, proposed, verdict, ground) : [];
}

function isMerged(refused: readonly string[]): boolean {
  return !refused.some((words) => words.startsWith('It was not merged'));
}

function whyNot({ open, ours, published }: PullFacts): string {
  if (!open) return 'It is closed.';
  if (!ours) return 'It comes from a fork: a person merges it.';
  return `It goes into another branch than ${published}: a person merges it.`;
}
