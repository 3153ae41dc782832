import { keepLineEnds, normalizeLineEnds } from '../../text/line-ends.ts';
import { runActions } from '../../actions/run-actions.ts';
import type { ActionHandlers } from '../../actions/run-actions.ts';
import { describePullRequestAction } from '../plan.ts';
import type { PullRequestAction } from '../plan.ts';
import { STATUS_COMMENT_MARKER } from '../status-comment.ts';
import type { GithubClient } from '../../github/client.ts';
import { upsertComment } from '../../github/comments.ts';
import { createPullRequestApi } from '../../github/pull-requests.ts';
import { dispatchAutoMerge } from '../../github/dispatch-auto-merge.ts';
import { GitError } from '../../git/run.ts';
import { areRemindersRunning, startReminders } from '../../github/reminders-workflow.ts';
import { setCommitStatus } from './commit-statuses.ts';
import { mayMergeLater, mergePullRequestHead } from './merge.ts';
import { pushJoinedTree } from './push-joined-tree.ts';
import type { ReviewClone } from './push-joined-tree.ts';

export interface PullRequestActionResult {
  /** The head moved after the evaluation, or GitHub found the pull request not mergeable: evaluate again. */
  readonly stale: boolean;
  /** The merge failed in a way that may pass. */
  readonly mayMergeLater: boolean;
  /** What GitHub refused, with its message. */
  readonly errors: readonly string[];
}

/** The actions after these depend on them. */
const BLOCKING_ACTIONS = ['merge', 'update-timestamps', 'join-branch'];

/**
 * Performs the actions in order. If GitHub refuses one, returns its message and skips the actions that depend on it.
 * @param statusClient sets commit statuses: the ruleset accepts those of GitHub Actions, not those of another app
 * @param clone where merges into a branch are made; without it they are left out
 */
export async function performPullRequestActions(
  client: GithubClient,
  number: number,
  actions: readonly PullRequestAction[],
  statusClient: GithubClient = client,
  clone?: ReviewClone,
): Promise<PullRequestActionResult> {
  const errors: string[] = [];
  let stale = false;
  let isPassing = false;
  const onError = (error: unknown, action: PullRequestAction): 'stop' | 'continue' => {
    const { status, message } = error as { status?: number; message: string };
    const help = error instanceof GitError ? error.help : undefined;
    if (status === undefined && help === undefined) throw error;
    const blocking = BLOCKING_ACTIONS.includes(action.type);
    stale = blocking && status === 409;
    isPassing = action.type === 'merge' && mayMergeLater({ status, message });
    if (!stale) errors.push(joinSentences(`${formatFailure(action)}: ${stripRequestUrl(message)}`, help));
    return blocking ? 'stop' : 'continue';
  };
  await runActions(actions, createHandlers(client, number, statusClient, clone), {
    describe: describePullRequestAction,
    onError,
  });
  return { stale, mayMergeLater: isPassing, errors };
}

const FAILURE_MESSAGES: Readonly<Record<Exclude<PullRequestAction['type'], 'dispatch-workflow'>, string>> = {
  'set-status': 'The commit status was not set',
  'upsert-status-comment': 'The status comment was not written',
  'post-suggestions': 'Suggestions were not posted',
  'withdraw-suggestions': 'Outdated suggestions were not withdrawn',
  'request-review': 'Reviews were not requested',
  'update-timestamps': 'The timestamp was not updated',
  merge: 'It was not merged',
  'dispatch-auto-merge': 'auto-merge.yml was not started',
  'dispatch-auto-merge-if-open': 'auto-merge.yml was not started for the other pull request of this incident',
  'join-branch': 'The default branch was not merged into its branch',
  'start-reminders': 'reminders.yml was not started',
  'delete-branch': 'The branch was not deleted',
};

function formatFailure(action: PullRequestAction): string {
  return action.type === 'dispatch-workflow'
    ? `${action.workflow} was not started`
    : FAILURE_MESSAGES[action.type];
}

function joinSentences(text: string, more = ''): string {
  return more === '' ? text : `${text.replace(/[.\s]+$/, '')}. ${more}`;
}

/** Removes the URL that octokit appends to GitHub's message. */
function stripRequestUrl(message: string): string {
  return message.replace(/ - https:\/\/\S+$/, '').split('\n', 1)[0]!;
}

function createHandlers(
  client: GithubClient,
  number: number,
  statusClient: GithubClient,
  clone: ReviewClone | undefined,
): ActionHandlers<PullRequestAction> {
  const { octokit, at } = client;
  return {
    'set-status': ({ commit, status }) => setCommitStatus(statusClient, commit, status),
    'upsert-status-comment': ({ body }) => upsertComment(client, number, STATUS_COMMENT_MARKER, body),
    'post-suggestions': (action) => postSuggestions(client, number, action),
    'withdraw-suggestions': async ({ comments }) => {
      for (const comment_id of comments)
        await octokit.rest.pulls.updateReviewComment({ ...at, comment_id, body: WITHDRAWN_BODY });
    },
    'request-review': async ({ people }) => {
      await createPullRequestApi(client).requestReviewers(number, people);
    },
    'update-timestamps': (action) => writeTimestamps(client, action),
    merge: (request) => mergePullRequestHead(client, number, request),
    'dispatch-workflow': async ({ workflow, branch, inputs }) => {
      await octokit.rest.actions.createWorkflowDispatch({
        ...at,
        workflow_id: workflow,
        ref: branch,
        ...(inputs && { inputs }),
      });
    },
    'dispatch-auto-merge': ({ branch }) => dispatchAutoMerge(client, branch),
    'dispatch-auto-merge-if-open': async ({ branch }) => {
      if (!(await createPullRequestApi(client).findPullRequest(branch))) return { type: 'not-needed' };
      await dispatchAutoMerge(client, branch);
      return undefined;
    },
    'join-branch': async ({ branch, joined }) => {
      if (!clone) return { type: 'not-needed' };
      await pushJoinedTree(clone, branch, joined);
      return undefined;
    },
    'start-reminders': async ({ branch }) => {
      if (await areRemindersRunning(client)) return { type: 'not-needed' };
      await startReminders(client, branch);
      return undefined;
    },
    'delete-branch': async ({ branch, head }) => {
      const ref = `heads/${branch}`;
      try {
        const { data } = await octokit.rest.git.getRef({ ...at, ref });
        // An update that was pushed meanwhile has not been published.
        if (data.object.sha !== head) return { type: 'not-needed' };
        await octokit.rest.git.deleteRef({ ...at, ref });
      } catch (error) {
        // The repository deletes branches of merged pull requests, or an earlier attempt has.
        const { status, message = '' } = error as { status?: number; message?: string };
        if (status !== 404 && !(status === 422 && /does not exist/i.test(message))) throw error;
      }
      return undefined;
    },
  };
}

const WITHDRAWN_BODY = 'Withdrawn: these lines no longer need a change.';

/** Posts each suggestion in a request of its own: if GitHub can't place one of them, the others are posted. */
async function postSuggestions(
  { octokit, at }: GithubClient,
  number: number,
  { commit, suggestions }: Extract<PullRequestAction, { type: 'post-suggestions' }>,
): Promise<void> {
  let failed: unknown;
  for (const { path, from, to, body } of suggestions) {
    const start = from === to ? {} : ({ start_line: from, start_side: 'RIGHT' } as const);
    const position = { commit_id: commit, path, line: to, side: 'RIGHT', ...start } as const;
    await octokit.rest.pulls
      .createReviewComment({ ...at, pull_number: number, ...position, body })
      .catch((error: unknown) => (failed = error));
  }
  if (failed !== undefined) throw failed;
}

/** Replaces the text of a file on a branch. @throws an error with status 409 if the file was changed meanwhile */
async function writeTimestamps(
  { octokit, at }: GithubClient,
  { branch, path, previousText, text }: Extract<PullRequestAction, { type: 'update-timestamps' }>,
): Promise<void> {
  const { data } = await octokit.rest.repos.getContent({ ...at, path, ref: `refs/heads/${branch}` });
  if (Array.isArray(data) || !('content' in data)) return;
  const currentText = Buffer.from(data.content, 'base64').toString('utf8');
  if (normalizeLineEnds(currentText) !== previousText)
    throw Object.assign(new Error('The file was changed meanwhile.'), { status: 409 });
  await octokit.rest.repos.createOrUpdateFileContents({
    ...at,
    path,
    branch,
    sha: data.sha,
    message: 'Set the time of publication',
    content: Buffer.from(keepLineEnds(text, currentText), 'utf8').toString('base64'),
  });
}
