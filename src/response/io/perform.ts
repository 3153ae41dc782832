import type { Action, Outside } from '../plan.ts';
import { baseOf } from '../../git/incident-branches.ts';
import type { Forge, PullRequest } from '../../github/pull-requests.ts';
import { backBranch, commitFile, moveBranch, pushBranch } from '../../git/write.ts';
import { placesOf } from './repository-context.ts';
import type { Desk } from './repository-context.ts';

/** What the actions of a plan may use. */
export interface Means {
  readonly desk: Desk;
  /** Absent without a token, or where the remote is not on GitHub. */
  readonly forge?: Forge;
  /** Nothing leaves this computer. */
  readonly offline?: boolean;
  /** A branch that moved again is left to a person. */
  readonly lastTry?: boolean;
}

/** What became of a plan. */
export interface Outcome {
  /** The branch moved on the remote while this was written: nothing was published; decide again. */
  readonly moved?: true;
  /** What is left for a person to do, with the reason where there is one. */
  readonly left: readonly { readonly action: Action; readonly why?: string }[];
  readonly pushed: boolean;
  readonly pullRequest?: PullRequest;
}

/** Does what a plan says, in order. Only a commit that can't be made is an exception: all else leaves the rest to a person. */
export async function perform(actions: readonly Action[], means: Means): Promise<Outcome> {
  const { desk, forge, offline, lastTry } = means;
  const { root } = desk.repository;
  const left: { action: Action; why?: string }[] = [];
  let undo: () => Promise<void> = async () => undefined;
  let pushed = false;
  let pullRequest: PullRequest | undefined;
  for (const action of actions) {
    if (action.do === 'commit') undo = await commit(desk, action);
    else if (action.do === 'push') {
      const result = await push(root, desk.outside, action.branch, offline);
      if (result === 'moved' && !lastTry) {
        await undo();
        return { moved: true, left: [], pushed: false };
      }
      pushed = result === undefined;
      if (result !== undefined) left.push({ action, ...(result !== '' && { why: result }) });
    } else if (action.do === 'tell' || !pushed || !forge) left.push({ action });
    else if (action.do === 'pull-request') {
      try {
        pullRequest =
          (await forge.findPullRequest(action.branch)) ??
          (await forge.openPullRequest({ ...action, base: desk.outside.base }));
      } catch (error) {
        left.push({ action, why: error instanceof Error ? error.message : String(error) });
      }
    } else if (!pullRequest) left.push({ action });
    else {
      const missed = await forge.requestReviewers(pullRequest.number, action.people);
      if (missed.length > 0) left.push({ action: { ...action, people: missed } });
    }
  }
  return { left, pushed, ...(pullRequest && { pullRequest }) };
}

/** Commits, and gives what takes the branch back to where it was. */
async function commit(desk: Desk, action: Extract<Action, { do: 'commit' }>): Promise<() => Promise<void>> {
  const { root, prefix } = desk.repository;
  const path = prefix + action.path;
  const { tree, parents } = await baseOf(placesOf(desk), action.branch, path);
  const made = await commitFile(root, { tree, parents, path, text: action.text, message: action.message });
  const before = await moveBranch(root, action.branch, made);
  return () => backBranch(root, action.branch, before);
}

/** Undefined if it is done; else why not: `moved`, or a reason, empty where there is nothing to push to. */
async function push(
  root: string,
  { remote }: Outside,
  branch: string,
  offline = false,
): Promise<string | undefined> {
  if (!remote) return '';
  if (offline) return 'offline, as asked';
  const result = await pushBranch(root, remote.name, branch);
  if ('done' in result) return undefined;
  return 'moved' in result ? 'moved' : result.failed;
}
