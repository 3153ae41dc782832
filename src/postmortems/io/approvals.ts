import { actionItemsTitle, parseContent } from '../../content/content.ts';
import type { SiteContext } from '../../content/content.ts';
import type { StatusEvent, Incident } from '../../content/incident.ts';
import { parsePostmortem } from '../../content/parse-postmortem.ts';
import { checkApprovals, uncheckActionItems } from '../approvals.ts';
import type { ApprovalStatus, PostmortemFile } from '../approvals.ts';
import { APPROVALS_MARKER, decideApprovalsStatus, renderApprovalsComment } from '../approvals-comment.ts';
import type { PullRequestInfo } from '../../pull-requests/pull-request.ts';
import { requireSiteContext } from '../../deadlines/io/require-site-context.ts';
import { readContent } from '../../files/read-content.ts';
import { readGitOutput } from '../../git/run.ts';
import { resolveCommit, findRepository } from '../../git/repository.ts';
import { runGit } from '../../git/write.ts';
import type { GithubClient } from '../../github/client.ts';
import { upsertComment, findBotComments } from '../../github/comments.ts';
import { findStatusToSet } from '../../pull-requests/commit-status.ts';
import { setCommitStatus } from '../../pull-requests/io/commit-statuses.ts';
import { readPullRequestInfo } from '../../pull-requests/io/read-pull-request.ts';

export interface ApprovalOptions {
  readonly client: GithubClient;
  /** A clone of the default branch, whose policy and people apply. */
  readonly root: string;
  /** A clone of the pull request's repository: the same, or the private one with the postmortems. */
  readonly postmortemRoot: string;
  /** Git credentials as environment variables, from `gitCredentials`. */
  readonly gitEnv: Readonly<Record<string, string>>;
}

const FETCH_TIMEOUT_MS = 60_000;

/** Checks the approvals of a pull request (V8.2). @throws GitError, RequestError */
export async function readApprovals(
  { client, root, postmortemRoot, gitEnv }: ApprovalOptions,
  number: number,
): Promise<{ approvals: ApprovalStatus; pull: PullRequestInfo }> {
  const pull = await readPullRequestInfo(client, number);
  const specs = [
    `+refs/heads/${pull.base}:refs/remotes/origin/${pull.base}`,
    `+refs/pull/${number}/head:refs/candor/approvals/${number}`,
  ];
  await runGit(postmortemRoot, ['fetch', '--quiet', '--no-tags', '--', 'origin', ...specs], {
    env: gitEnv,
    timeout: FETCH_TIMEOUT_MS,
  });
  const content = parseContent(await readContent(root));
  const siteContext = requireSiteContext(content);
  const files = await readChangedPostmortems(postmortemRoot, pull, siteContext, content.incidents);
  const { author, commitAuthors, head, reviews } = pull;
  return { approvals: checkApprovals({ siteContext, files, author, commitAuthors, head, reviews }), pull };
}

async function readChangedPostmortems(
  root: string,
  { head, base }: PullRequestInfo,
  siteContext: SiteContext,
  incidents: readonly StatusEvent[],
): Promise<PostmortemFile[]> {
  const { root: folder, prefix } = await findRepository(root);
  const [baseHead, top] = await Promise.all([
    resolveCommit(folder, `refs/remotes/origin/${base}`),
    resolveCommit(folder, head),
  ]);
  const from = (await readGitOutput(folder, ['merge-base', baseHead, top])).trim();
  const args = ['diff', '--name-only', '--no-renames', '--no-relative', '--no-ext-diff', '-z', from, top];
  const changed = (await readGitOutput(folder, args)).split('\0');
  const paths = changed.filter((path) => path.startsWith(`${prefix}postmortems/`) && path.endsWith('.md'));
  return Promise.all(
    paths.map(async (path) => {
      const [before, after] = await Promise.all([
        readTextAt(folder, from, path),
        readTextAt(folder, top, path),
      ]);
      const source = { path: path.slice(prefix.length), text: after ?? before ?? '' };
      const { value } = parsePostmortem(
        source,
        siteContext.site.timezone,
        actionItemsTitle(siteContext.policy),
      );
      const incident = incidents.find(
        (event): event is Incident => event.kind === 'incident' && event.id === value?.incident,
      );
      const onlyCheckboxesChanged =
        before !== undefined &&
        after !== undefined &&
        uncheckActionItems(before) === uncheckActionItems(after);
      return { path: source.path, onlyCheckboxesChanged, ...(incident && { incident }) };
    }),
  );
}

async function readTextAt(folder: string, commit: string, path: string): Promise<string | undefined> {
  return readGitOutput(folder, ['cat-file', 'blob', `${commit}:${path}`]).then(
    (text) => text.replace(/\r\n?/g, '\n'),
    () => undefined,
  );
}

/**
 * Sets the commit status, updates the approvals comment and requests the missing reviews. Pull requests that need no
 * approval get no comment.
 * @throws RequestError
 */
export async function requestApprovals(
  client: GithubClient,
  { number, head, statuses, requestedReviewers }: PullRequestInfo,
  approvals: ApprovalStatus,
): Promise<void> {
  const status = findStatusToSet(statuses, decideApprovalsStatus(approvals));
  if (status) await setCommitStatus(client, head, status);
  const existing = await findBotComments(client, number, APPROVALS_MARKER);
  if (!approvals.needed && existing.length === 0) return;
  await upsertComment(client, number, APPROVALS_MARKER, renderApprovalsComment(approvals));
  const people = approvals.reviewersToRequest
    .map((person) => person.slice(1))
    .filter((login) => !requestedReviewers.includes(login));
  const { octokit, at } = client;
  // One at a time: GitHub rejects the whole request if one reviewer is not allowed.
  for (const login of people) {
    const team = login.includes('/') ? { team_reviewers: [login.split('/')[1]!] } : { reviewers: [login] };
    await octokit.rest.pulls.requestReviewers({ ...at, pull_number: number, ...team }).catch(() => undefined);
  }
}
