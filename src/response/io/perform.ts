import type { ResponseAction, RemoteInfo } from '../plan.ts';
import { findBranchBase } from '../../git/incident-branches.ts';
import type { PullRequestApi, PullRequestRef } from '../../github/pull-requests.ts';
import { restoreBranch, commitFile, moveBranch, pushBranch } from '../../git/write.ts';
import { branchLookupOf } from './repository-context.ts';
import type { RepositoryContext } from './repository-context.ts';

/** What the actions of a plan may use. */
export interface PerformOptions {
  readonly context: RepositoryContext;
  /** Absent without a token, or where the remote is not on GitHub. */
  readonly pullRequests?: PullRequestApi;
  /** Nothing leaves this computer. */
  readonly offline?: boolean;
  /** A branch that moved again is left to a person. */
  readonly lastTry?: boolean;
}

/** What became of a plan. */
export interface PerformResult {
  /** The branch moved on the remote while this was written: nothing was published; decide again. */
  readonly branchMoved?: true;
  /** What is left for a person to do, with the reason where there is one. */
  readonly manual: readonly { readonly action: ResponseAction; readonly why?: string }[];
  readonly pushed: boolean;
  readonly pullRequest?: PullRequestRef;
}

/** Does what a plan says, in order. Only a commit that can't be made is an exception: all else leaves the rest to a person. */
export async function performActions(
  actions: readonly ResponseAction[],
  means: PerformOptions,
): Promise<PerformResult> {
  const { context, pullRequests, offline, lastTry } = means;
  const { root } = context.repository;
  const manual: { action: ResponseAction; why?: string }[] = [];
  let undo: () => Promise<void> = async () => undefined;
  let pushed = false;
  let pullRequest: PullRequestRef | undefined;
  for (const action of actions) {
    if (action.do === 'commit') undo = await commit(context, action);
    else if (action.do === 'push') {
      const result = await push(root, context.remoteInfo, action.branch, offline);
      if (result === 'moved' && !lastTry) {
        await undo();
        return { branchMoved: true, manual: [], pushed: false };
      }
      pushed = result === undefined;
      if (result !== undefined) manual.push({ action, ...(result !== '' && { why: result }) });
    } else if (action.do === 'notify' || !pushed || !pullRequests) manual.push({ action });
    else if (action.do === 'pull-request') {
      try {
        pullRequest =
          (await pullRequests.findPullRequest(action.branch)) ??
          (await pullRequests.openPullRequest({ ...action, base: context.remoteInfo.defaultBranch }));
      } catch (error) {
        manual.push({ action, why: error instanceof Error ? error.message : String(error) });
      }
    } else if (!pullRequest) manual.push({ action });
    else {
      const missed = await pullRequests.requestReviewers(pullRequest.number, action.people);
      if (missed.length > 0) manual.push({ action: { ...action, people: missed } });
    }
  }
  return { manual, pushed, ...(pullRequest && { pullRequest }) };
}

/** Commits, and gives what takes the branch back to where it was. */
async function commit(
  repositoryContext: RepositoryContext,
  action: Extract<ResponseAction, { do: 'commit' }>,
): Promise<() => Promise<void>> {
  const { root, prefix } = repositoryContext.repository;
  const path = prefix + action.path;
  const { tree, parents } = await findBranchBase(branchLookupOf(repositoryContext), action.branch, path);
  const made = await commitFile(root, { tree, parents, path, text: action.text, message: action.message });
  const before = await moveBranch(root, action.branch, made);
  return () => restoreBranch(root, action.branch, before);
}

/** Undefined if it is done; else why not: `moved`, or a reason, empty where there is nothing to push to. */
async function push(
  root: string,
  { remote }: RemoteInfo,
  branch: string,
  offline = false,
): Promise<string | undefined> {
  if (!remote) return '';
  if (offline) return 'offline, as asked';
  const result = await pushBranch(root, remote.name, branch);
  if ('done' in result) return undefined;
  return 'moved' in result ? 'moved' : result.failed;
}
