import type { PullRequestAction } from '../plan.ts';
import { STATUS_COMMENT_MARKER } from '../status-comment.ts';
import type { GithubClient } from '../../github/client.ts';
import { upsertComment } from '../../github/comments.ts';
import { dispatchChecks } from '../../github/dispatch-checks.ts';

/** What became of a plan. */
export interface PullRequestActionResult {
  /** The head moved while it was judged, or was judged otherwise by GitHub: judge again. */
  readonly stale: boolean;
  /** What GitHub refused, in its own words. */
  readonly errors: readonly string[];
}

/** What has to have worked before anything else is done. */
const BLOCKING_ACTIONS = ['merge', 'stamp'];

/** Does what a plan says, in order; what GitHub refuses is given back, and what hangs on it isn't done. */
export async function performPullRequestActions(
  client: GithubClient,
  number: number,
  actions: readonly PullRequestAction[],
): Promise<PullRequestActionResult> {
  const errors: string[] = [];
  for (const action of actions) {
    try {
      await performPullRequestAction(client, number, action);
    } catch (error) {
      const { status, message } = error as { status?: number; message: string };
      if (status === undefined) throw error;
      if (status === 409 && BLOCKING_ACTIONS.includes(action.do)) return { stale: true, errors };
      errors.push(`${formatFailure(action)}: ${stripRequestUrl(message)}`);
      if (BLOCKING_ACTIONS.includes(action.do)) break;
    }
  }
  return { stale: false, errors };
}

const FAILURE_MESSAGES: Readonly<Record<Exclude<PullRequestAction['do'], 'start'>, string>> = {
  note: 'The comment was not written',
  suggest: 'Other words were not suggested',
  withdraw: 'Suggestions were not taken back',
  ask: 'Nobody was asked',
  stamp: 'The time was not set',
  merge: 'It was not merged',
  check: 'Its checks were not started',
  'delete-branch': 'The branch was not deleted',
};

function formatFailure(action: PullRequestAction): string {
  return action.do === 'start' ? `${action.workflow} was not started` : FAILURE_MESSAGES[action.do];
}

/** GitHub's words without the address that octokit puts behind them. */
function stripRequestUrl(message: string): string {
  return message.replace(/ - https:\/\/\S+$/, '').split('\n', 1)[0]!;
}

async function performPullRequestAction(
  client: GithubClient,
  number: number,
  action: PullRequestAction,
): Promise<void> {
  const { octokit, at } = client;
  const pull = { ...at, pull_number: number };
  switch (action.do) {
    case 'note':
      return upsertComment(client, number, STATUS_COMMENT_MARKER, action.body);
    case 'suggest':
      return postSuggestions(client, number, action);
    case 'withdraw':
      for (const comment_id of action.comments) {
        await octokit.rest.pulls.updateReviewComment({ ...at, comment_id, body: WITHDRAWN_BODY });
      }
      return;
    case 'ask': {
      const reviewers = action.people.map((person) => person.replace(/^@/, ''));
      // GitHub refuses all of them where one can't be asked.
      const requestedAll = await octokit.rest.pulls.requestReviewers({ ...pull, reviewers }).then(
        () => true,
        () => false,
      );
      for (const reviewer of requestedAll ? [] : reviewers)
        await octokit.rest.pulls.requestReviewers({ ...pull, reviewers: [reviewer] }).catch(() => undefined);
      return;
    }
    case 'stamp':
      return writeTimestamps(client, action);
    case 'merge': {
      const { head, title, message } = action;
      const commit = { commit_title: title, commit_message: message };
      await octokit.rest.pulls.merge({ ...pull, merge_method: 'squash', sha: head, ...commit });
      return;
    }
    case 'start':
      await octokit.rest.actions.createWorkflowDispatch({
        ...at,
        workflow_id: action.workflow,
        ref: action.branch,
      });
      return;
    case 'check':
      return dispatchChecks(client, action.branch);
    case 'delete-branch':
      await octokit.rest.git.deleteRef({ ...at, ref: `heads/${action.branch}` });
  }
}

const WITHDRAWN_BODY = 'Taken back: these lines need no other words any more.';

/** Each by itself: one that GitHub can't place must not take the others with it. */
async function postSuggestions(
  { octokit, at }: GithubClient,
  number: number,
  { commit, suggestions }: Extract<PullRequestAction, { do: 'suggest' }>,
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

/** Puts a file's text on a branch, in the place of the one that is there now. */
async function writeTimestamps(
  { octokit, at }: GithubClient,
  { branch, path, previousText, text }: Extract<PullRequestAction, { do: 'stamp' }>,
): Promise<void> {
  const { data } = await octokit.rest.repos.getContent({ ...at, path, ref: `refs/heads/${branch}` });
  if (Array.isArray(data) || !('content' in data)) return;
  const currentText = Buffer.from(data.content, 'base64').toString('utf8');
  if (currentText !== previousText)
    throw Object.assign(new Error('Its words have changed meanwhile.'), { status: 409 });
  await octokit.rest.repos.createOrUpdateFileContents({
    ...at,
    path,
    branch,
    sha: data.sha,
    message: 'Set the time at which it goes out',
    content: Buffer.from(text, 'utf8').toString('base64'),
  });
}
