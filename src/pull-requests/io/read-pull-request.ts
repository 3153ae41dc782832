import { isBot } from '../../text/github-login.ts';
import type { CheckRun, PullRequestInfo, PullRequestReview } from '../pull-request.ts';
import type { ExistingComments } from '../plan.ts';
import { STATUS_COMMENT_MARKER } from '../status-comment.ts';
import { isDraftPull } from '../../github/pull-requests.ts';
import type { GithubClient } from '../../github/client.ts';
import { findBotComments } from '../../github/comments.ts';

/** The jobs that run this code; they are not counted as checks. */
const OWN_JOBS = ['comment', 'merge'];

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
  const [reviews, commits, checks] = await Promise.all([
    octokit.paginate(octokit.rest.pulls.listReviews, { ...at, pull_number: number, per_page: 100 }),
    octokit.paginate(octokit.rest.pulls.listCommits, { ...at, pull_number: number, per_page: 100 }),
    octokit.paginate(octokit.rest.checks.listForRef, { ...at, ref: pull.head.sha, per_page: 100 }),
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
    checks: latestChecks(checks)
      .filter(({ name, details_url }) => !isOwnCheck(name, details_url, run))
      .map(({ name, status, conclusion }): CheckRun => ({ name, state: toCheckState(status, conclusion) })),
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

function isOwnCheck(name: string, url: string | null, run: string | undefined): boolean {
  return OWN_JOBS.includes(name) || (run !== undefined && (url ?? '').includes(`/actions/runs/${run}/`));
}
