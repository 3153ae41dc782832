import type { UpdateDraftAction } from '../plan-next-update.ts';
import { GitError } from '../../git/run.ts';
import { commitFile, runGit } from '../../git/write.ts';
import type { Tracker } from './read-github.ts';
import { dispatchChecks } from '../../github/dispatch-checks.ts';

const PUSH_TIMEOUT_MS = 30_000;

/**
 * Does one thing about a ready update; false where it turned out that there is nothing to do. Its branch is the tool's
 * own, and is moved only from where it was seen: what a person has pushed meanwhile stays.
 * @throws GitError, or what octokit throws
 */
export async function performUpdateDraftAction(
  tracker: Tracker,
  action: UpdateDraftAction,
): Promise<boolean> {
  const { client, defaultBranch, declinedBranches, manualBranches, checkedHeads } = tracker;
  const { octokit, at } = client;
  switch (action.do) {
    case 'prepare': {
      const { branch, title, body } = action;
      if (await wasClosed(tracker, branch)) {
        declinedBranches.add(branch);
        return false;
      }
      const head = await createDraftCommit(tracker, action);
      if (!(await pushWithLease(tracker, branch, action.head ?? '', head))) return false;
      try {
        await octokit.rest.pulls.create({
          ...at,
          head: branch,
          base: defaultBranch,
          title,
          body,
          draft: true,
        });
      } catch (error) {
        // Without the repository's leave to open pull requests, or without drafts: a person opens it then. Never as
        // anything but a draft, which would go out by nobody's decision.
        if (![403, 422].includes((error as { status?: number }).status ?? 0)) throw error;
        manualBranches.add(branch);
        throw error;
      }
      return true;
    }
    case 'restamp':
      return pushWithLease(tracker, action.branch, action.head, await createDraftCommit(tracker, action));
    case 'check':
      checkedHeads.add(action.head);
      await dispatchChecks(tracker.client, action.branch);
      return true;
    case 'retire': {
      const { number, branch, head } = action;
      if (number !== undefined)
        await octokit.rest.pulls.update({ ...at, pull_number: number, state: 'closed' });
      await pushWithLease(tracker, branch, head, '');
      return true;
    }
  }
}

/** Whether a person has closed a pull request of this branch: it was offered, and nobody wants it. */
async function wasClosed({ client }: Tracker, branch: string): Promise<boolean> {
  const { octokit, at } = client;
  const { data } = await octokit.rest.pulls.list({ ...at, head: `${at.owner}:${branch}`, state: 'closed' });
  return data.some(({ head }) => head.ref === branch);
}

/** A commit of the update on top of what is published now. */
async function createDraftCommit(
  { root, prefix, remote, defaultBranch }: Tracker,
  { path, text, message }: Extract<UpdateDraftAction, { readonly do: 'prepare' | 'restamp' }>,
): Promise<string> {
  const defaultHead = (
    await runGit(root, ['rev-parse', '--verify', `refs/remotes/${remote}/${defaultBranch}^{commit}`])
  ).trim();
  return commitFile(root, { tree: defaultHead, parents: [defaultHead], path: prefix + path, text, message });
}

/** Moves a branch of the remote; an empty name is no branch. False where it is not where it was seen. */
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
