import type { GithubClient } from '../../github/client.ts';
import { INCIDENTS_STATUS, POSTMORTEM_STATUS } from '../commit-status.ts';
import type { CommitStatus } from '../commit-status.ts';

/** @throws RequestError */
export async function setCommitStatus(
  { octokit, at }: GithubClient,
  sha: string,
  { context, state, description }: CommitStatus,
): Promise<void> {
  await octokit.rest.repos.createCommitStatus({ ...at, sha, context, state, description });
}

/** A commit status as GitHub lists it, the last one of each context. */
export interface ListedStatus {
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
}

/** Candor's own among the statuses of a commit. */
export function ownStatuses(listed: readonly ListedStatus[]): CommitStatus[] {
  return listed.flatMap(({ context, state, description }) =>
    isOwnStatus(context) && (state === 'success' || state === 'failure' || state === 'pending')
      ? [{ context, state, description: description ?? '' }]
      : [],
  );
}

export function isOwnStatus(context: string): boolean {
  return context === INCIDENTS_STATUS || context === POSTMORTEM_STATUS;
}
