import { runActions } from '../../actions/run-actions.ts';
import type { ActionHandlers, ManualAction } from '../../actions/run-actions.ts';
import { describeAction } from '../manual-steps.ts';
import type { ResponseAction, RemoteInfo } from '../plan.ts';
import { findBranchBase, lookupFrom } from '../../git/incident-branches.ts';
import type { PullRequestApi, PullRequestRef } from '../../github/pull-requests.ts';
import { deleteBranch, pushBranch } from '../../git/push.ts';
import { restoreBranch, commitFile, moveBranch, tryGit } from '../../git/write.ts';
import { normalizeLineEnds } from '../../text/line-ends.ts';
import { branchLookupOf } from './repository-context.ts';
import type { RepositoryContext } from './repository-context.ts';

export interface PerformOptions {
  readonly context: RepositoryContext;
  /** Absent without a token, or if the remote is not on GitHub. */
  readonly pullRequests?: PullRequestApi;
  /** Whether to skip the push and everything after it. */
  readonly offline?: boolean;
  /** If the branch changed again on the remote, leaves the push to a person. */
  readonly lastTry?: boolean;
}

export interface PerformResult {
  /** The branch moved on the remote meanwhile: nothing was published, decide again. */
  readonly branchMoved?: true;
  /** What is left for a person. */
  readonly manual: readonly ManualAction<ResponseAction>[];
  readonly pushed: boolean;
  readonly pullRequest?: PullRequestRef;
}

const MANUAL = { type: 'manual' } as const;

/**
 * Does the actions of a plan, in order. What can't be done after the commit is left for a person.
 * @throws GitError if the commit can't be made
 */
export async function performActions(
  actions: readonly ResponseAction[],
  { context, pullRequests, offline, lastTry }: PerformOptions,
): Promise<PerformResult> {
  const { repository, remoteInfo } = context;
  let undo: () => Promise<void> = async () => undefined;
  let pushed = false;
  let pullRequest: PullRequestRef | undefined;
  const handlers: ActionHandlers<ResponseAction> = {
    commit: async (action) => {
      undo = await commit(context, action);
    },
    push: async ({ branch }) => {
      const result = await push(repository.root, remoteInfo, branch, offline);
      if (result === 'branch-moved' && !lastTry) {
        await undo();
        return { type: 'stop' };
      }
      pushed = result === undefined;
      if (pushed) return undefined;
      const reason = result === 'branch-moved' ? 'its branch moved again' : result;
      return { ...MANUAL, ...(reason !== '' && { reason }) };
    },
    'delete-branch': async ({ branch }) => {
      const reason = await deleteBranch(
        repository.root,
        offline ? undefined : remoteInfo.remote?.name,
        branch,
      );
      if (offline && remoteInfo.remote) return { ...MANUAL, reason: '--offline' };
      return reason === undefined ? undefined : { ...MANUAL, reason };
    },
    'open-pull-request': async (action) => {
      if (!pushed || !pullRequests) return MANUAL;
      try {
        pullRequest =
          (await pullRequests.findPullRequest(action.branch)) ??
          (await pullRequests.openPullRequest({ ...action, base: remoteInfo.defaultBranch }));
        return undefined;
      } catch (error) {
        return { ...MANUAL, reason: error instanceof Error ? error.message : String(error) };
      }
    },
    'request-review': async (action) => {
      if (!pushed || !pullRequests || !pullRequest) return MANUAL;
      const missed = await pullRequests.requestReviewers(pullRequest.number, action.people);
      return missed.length === 0 ? undefined : { ...MANUAL, action: { ...action, people: missed } };
    },
    notify: async () => MANUAL,
  };
  const describe = (action: ResponseAction): string => describeAction(action, remoteInfo);
  const { manual, stoppedAt } = await runActions(actions, handlers, { describe });
  if (stoppedAt) return { branchMoved: true, manual: [], pushed: false };
  return { manual, pushed, ...(pullRequest && { pullRequest }) };
}

/** Commits, and returns a function that restores the branch. */
async function commit(
  repositoryContext: RepositoryContext,
  action: Extract<ResponseAction, { type: 'commit' }>,
): Promise<() => Promise<void>> {
  const { root, prefix } = repositoryContext.repository;
  const path = prefix + action.path;
  const lookup = await lookupFrom(branchLookupOf(repositoryContext), action.from, path);
  const { tree, parents, localHead } = await findBranchBase(lookup, action.branch, path);
  // What an earlier command left unpushed needs no commit of its own.
  const also = action.also && { path: prefix + action.also.path, text: action.also.text };
  if (!also && parents.length === 1 && parents[0] === localHead) {
    const current = await tryGit(root, ['cat-file', 'blob', `${tree}:${path}`]);
    if (current !== undefined && normalizeLineEnds(current) === action.text.trim())
      return () => Promise.resolve();
  }
  const { text, message } = action;
  const made = await commitFile(root, { tree, parents, path, text, message, ...(also && { also }) });
  const before = await moveBranch(root, action.branch, made);
  return () => restoreBranch(root, action.branch, before);
}

/** Undefined if it is done; otherwise `branch-moved`, or the reason, which is empty if there is no remote. */
async function push(
  root: string,
  { remote }: RemoteInfo,
  branch: string,
  offline = false,
): Promise<string | undefined> {
  if (!remote) return '';
  if (offline) return '--offline';
  const result = await pushBranch(root, remote.name, branch);
  if ('done' in result) return undefined;
  return 'moved' in result ? 'branch-moved' : result.failed;
}
