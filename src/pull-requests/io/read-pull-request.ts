import { isBot } from '../../text/github-login.ts';
import type { CheckRun, PullRequestInfo, PullRequestReview } from '../pull-request.ts';
import type { ExistingComments } from '../plan.ts';
import { STATUS_COMMENT_MARKER } from '../status-comment.ts';
import { isDraftPull } from '../../github/pull-requests.ts';
import type { GithubClient } from '../../github/client.ts';
import { findBotComments } from '../../github/comments.ts';
import { isOwnStatus, ownStatuses } from './commit-statuses.ts';
import type { ListedStatus } from './commit-statuses.ts';

/** The job that checks every pull request; others count only if the base branch requires them. */
const OWN_CHECK = 'validate';

/** @throws RequestError */
export async function readPullRequestInfo(
  client: GithubClient,
  number: number,
  run?: string,
): Promise<PullRequestInfo> {
  const { octokit, at } = client;
  const [{ data: pull }, { data: repository }] = await Promise.all([
    octokit.rest.pulls.get({ ...at, pull_number: number }),
    octokit.rest.repos.get({ ...at }),
  ]);
  const [reviews, commits, checks, statuses, required] = await Promise.all([
    octokit.paginate(octokit.rest.pulls.listReviews, { ...at, pull_number: number, per_page: 100 }),
    octokit.paginate(octokit.rest.pulls.listCommits, { ...at, pull_number: number, per_page: 100 }),
    octokit.paginate(octokit.rest.checks.listForRef, { ...at, ref: pull.head.sha, per_page: 100 }),
    octokit.rest.repos.getCombinedStatusForRef({ ...at, ref: pull.head.sha, per_page: 100 }),
    listRequiredChecks(client, pull.base.ref),
  ]);
  return {
    number,
    title: pull.title,
    author: pull.user.login,
    open: pull.state === 'open',
    draft: isDraftPull(pull),
    isSameRepository: pull.head.repo?.full_name === repository.full_name,
    branch: pull.head.ref,
    base: pull.base.ref,
    defaultBranch: repository.default_branch,
    head: pull.head.sha,
    createdAt: Date.parse(pull.created_at),
    commitAuthors: commits.map(({ author }) => (author && 'login' in author ? author.login : undefined)),
    reviews: latestReviews(reviews),
    requestedReviewers: (pull.requested_reviewers ?? []).map(({ login }) => login),
    checks: checksOf(
      latestChecks(checks).filter(({ details_url }) => !isOfRun(details_url, run)),
      statuses.data.statuses,
      required.filter((name) => !isOwnStatus(name)),
    ),
    statuses: ownStatuses(statuses.data.statuses),
  };
}

/** The bot's suggestions on a pull request, and whether it has a status comment. */
export async function readExistingComments(
  client: GithubClient,
  number: number,
): Promise<Omit<ExistingComments, 'hunks'>> {
  const { octokit, at } = client;
  const [comments, statusComments] = await Promise.all([
    octokit.paginate(octokit.rest.pulls.listReviewComments, { ...at, pull_number: number, per_page: 100 }),
    findBotComments(client, number, STATUS_COMMENT_MARKER),
  ]);
  const withReply = new Set(comments.map(({ in_reply_to_id }) => in_reply_to_id));
  const suggestions = comments
    .filter(({ user }) => isBot(user.login))
    .map(({ id, body, line }) => ({ id, body, outdated: line === null, hasReply: withReply.has(id) }));
  return { suggestions, hasStatusComment: statusComments.length > 0 };
}

type ListedReview = Awaited<
  ReturnType<GithubClient['octokit']['rest']['pulls']['listReviews']>
>['data'][number];

/** Each reviewer's latest decision. A comment does not change it; a dismissal removes it. */
function latestReviews(reviews: readonly ListedReview[]): PullRequestReview[] {
  const last = new Map<string, PullRequestReview>();
  for (const { user, state, commit_id, author_association } of reviews) {
    const reviewer = user?.login;
    if (reviewer === undefined || !['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(state)) continue;
    if (state === 'DISMISSED') last.delete(reviewer);
    else {
      const isCollaborator = ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(author_association);
      const decision = state === 'APPROVED' ? 'approved' : 'changes-requested';
      last.set(reviewer, { reviewer, decision, commit: commit_id ?? '', isCollaborator });
    }
  }
  return [...last.values()];
}

/** The newest check of each name; a head checked by a push and by a dispatch has two. */
function latestChecks<T extends { readonly id: number; readonly name: string }>(checks: readonly T[]): T[] {
  const byName = checks.toSorted((a, b) => a.id - b.id).map((check) => [check.name, check] as const);
  return [...new Map(byName).values()];
}

function toCheckState(status: string, conclusion: string | null): CheckRun['state'] {
  if (status !== 'completed') return 'running';
  return ['success', 'neutral', 'skipped'].includes(conclusion ?? '') ? 'passed' : 'failed';
}

function isOfRun(url: string | null, run: string | undefined): boolean {
  return run !== undefined && (url ?? '').includes(`/actions/runs/${run}/`);
}

interface ListedCheck {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
}

/** The state of Candor's own check and of the required ones; a required one that has not begun is running. */
function checksOf(
  runs: readonly ListedCheck[],
  statuses: readonly ListedStatus[],
  required: readonly string[],
): CheckRun[] {
  return [...new Set([OWN_CHECK, ...required])].flatMap((name): CheckRun[] => {
    const states = [
      ...runs
        .filter((run) => run.name === name)
        .map(({ status, conclusion }) => toCheckState(status, conclusion)),
      ...statuses
        .filter(({ context }) => context === name)
        .map(({ state }) => STATUS_STATES[state] ?? 'failed'),
    ];
    // GitHub requires both a check and a status of the same name.
    const state = (['failed', 'running', 'passed'] as const).find((one) => states.includes(one));
    if (state !== undefined) return [{ name, state }];
    return required.includes(name) ? [{ name, state: 'running' }] : [];
  });
}

const STATUS_STATES: Readonly<Record<string, CheckRun['state']>> = { success: 'passed', pending: 'running' };

/**
 * The names of the checks and statuses that the rulesets of a branch require. Only an administrator may read the older
 * branch protection; where GitHub doesn't tell, it refuses a merge that lacks one.
 */
async function listRequiredChecks({ octokit, at }: GithubClient, branch: string): Promise<string[]> {
  const rules = await octokit
    .paginate(octokit.rest.repos.getBranchRules, { ...at, branch, per_page: 100 })
    .catch(() => []);
  return rules.flatMap((rule) =>
    rule.type === 'required_status_checks'
      ? (rule.parameters?.required_status_checks ?? []).map(({ context }) => context)
      : [],
  );
}
