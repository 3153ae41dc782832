import type { GithubClient } from '../../github/client.ts';

export interface MergeRequest {
  /** The commit that was evaluated: GitHub refuses to merge another one. */
  readonly head: string;
  readonly title: string;
  readonly message: string;
}

/** A squash makes one commit of an update; the others are for repositories that have it switched off. */
const METHODS = ['squash', 'merge', 'rebase'] as const;

/**
 * Merges a pull request in the first way that the repository allows.
 * @throws RequestError if GitHub refuses it in every way
 */
export async function mergePullRequestHead(
  client: GithubClient,
  number: number,
  { head, title, message }: MergeRequest,
): Promise<void> {
  const { octokit, at } = client;
  let refused: unknown;
  for (const merge_method of METHODS) {
    const commit = merge_method === 'rebase' ? {} : { commit_title: title, commit_message: message };
    try {
      await octokit.rest.pulls.merge({ ...at, pull_number: number, merge_method, sha: head, ...commit });
      return;
    } catch (error) {
      // GitHub may have merged it before it answered with an error, or another job has.
      if (await isMerged(client, number, head)) return;
      if (!isMethodOff(error)) throw error;
      refused ??= error;
    }
  }
  throw refused;
}

async function isMerged({ octokit, at }: GithubClient, number: number, head: string): Promise<boolean> {
  return octokit.rest.pulls.get({ ...at, pull_number: number }).then(
    ({ data }) => data.merged && data.head.sha === head,
    () => false,
  );
}

function isMethodOff(error: unknown): boolean {
  const { status, message = '' } = error as { status?: number; message?: string };
  return status === 405 && /\b(?:squash|merge|rebase)\b[^.]{0,80}\bnot allowed\b/i.test(message);
}

/** What GitHub says while it still works out whether it can merge, or if another merge came first. */
const NOT_YET = /is expected|not mergeable|in progress|has not completed|was modified|try again/i;

/** Whether the same merge may succeed in a moment. */
export function mayMergeLater(error: { readonly status?: number; readonly message?: string }): boolean {
  const { status = 0, message = '' } = error;
  return status >= 500 || status === 429 || (status === 405 && NOT_YET.test(message));
}
