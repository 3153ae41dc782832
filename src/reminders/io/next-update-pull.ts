import type { ActionHandlers, HandlerResult } from '../../actions/run-actions.ts';
import type { UpdateDraftAction } from '../plan-next-update.ts';
import { GitError } from '../../git/run.ts';
import { commitFile, runGit } from '../../git/write.ts';
import type { Tracker } from './read-github.ts';
import { dispatchAutoMerge } from '../../github/dispatch-auto-merge.ts';

const PUSH_TIMEOUT_MS = 30_000;

const NOT_NEEDED = { type: 'not-needed' } as const;

/**
 * Handlers for the pull requests with the next update. Their branches belong to this tool and are moved only if no one
 * has pushed to them since they were read. They throw GitError, or what octokit throws.
 */
export function createUpdateDraftHandlers(tracker: Tracker): ActionHandlers<UpdateDraftAction> {
  const { client, declinedBranches, manualBranches, checkedHeads } = tracker;
  const { octokit, at } = client;
  const push = async (branch: string, from: string, to: string): Promise<HandlerResult<UpdateDraftAction>> =>
    (await pushWithLease(tracker, branch, from, to)) ? undefined : NOT_NEEDED;
  return {
    'open-update-draft': async (action) => {
      const { branch, title, body } = action;
      if (await wasClosed(tracker, branch)) {
        declinedBranches.add(branch);
        return NOT_NEEDED;
      }
      const result = await push(branch, action.head ?? '', await createDraftCommit(tracker, action));
      if (result) return result;
      const request = { ...at, head: branch, base: tracker.defaultBranch, title, body };
      try {
        await octokit.rest.pulls.create({ ...request, draft: true });
      } catch (error) {
        // The repository doesn't allow workflows to open pull requests, or has no drafts: a person opens it. It must be
        // a draft, because a ready one would be merged without anyone's decision.
        if ([403, 422].includes((error as { status?: number }).status ?? 0)) manualBranches.add(branch);
        throw error;
      }
      return undefined;
    },
    'refresh-update-draft': async (action) =>
      push(action.branch, action.head, await createDraftCommit(tracker, action)),
    'dispatch-auto-merge': async ({ head, branch }) => {
      checkedHeads.add(head);
      await dispatchAutoMerge(client, branch);
    },
    'close-update-draft': async ({ number, branch, head }) => {
      if (number !== undefined)
        await octokit.rest.pulls.update({ ...at, pull_number: number, state: 'closed' });
      await pushWithLease(tracker, branch, head, '');
    },
  };
}

/** Whether a person has closed a pull request of this branch: it is not opened again. */
async function wasClosed({ client }: Tracker, branch: string): Promise<boolean> {
  const { octokit, at } = client;
  const { data } = await octokit.rest.pulls.list({ ...at, head: `${at.owner}:${branch}`, state: 'closed' });
  return data.some(({ head }) => head.ref === branch);
}

/** Commits the update on top of the default branch. */
async function createDraftCommit(
  { root, prefix, remote, defaultBranch }: Tracker,
  {
    path,
    text,
    message,
  }: Extract<UpdateDraftAction, { readonly type: 'open-update-draft' | 'refresh-update-draft' }>,
): Promise<string> {
  const defaultHead = (
    await runGit(root, ['rev-parse', '--verify', `refs/remotes/${remote}/${defaultBranch}^{commit}`])
  ).trim();
  return commitFile(root, { tree: defaultHead, parents: [defaultHead], path: prefix + path, text, message });
}

/** Moves a branch of the remote from one commit to another; an empty string means that the branch does not exist. False if the branch was moved meanwhile. */
async function pushWithLease(
  { root, remote }: Tracker,
  branch: string,
  from: string,
  to: string,
): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const lease = `--force-with-lease=${ref}:${from}`;
  try {
    await runGit(root, ['push', '--porcelain', '--no-verify', lease, '--', remote, `${to}:${ref}`], {
      timeout: PUSH_TIMEOUT_MS,
    });
    return true;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const output = (error as GitError & { stdout?: string }).stdout ?? '';
    if (/^!.*\((?:stale info|fetch first|non-fast-forward|remote ref does not exist)\)/m.test(output))
      return false;
    throw error;
  }
}
