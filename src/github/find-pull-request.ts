import type { GithubClient } from './client.ts';

/** @param owner of the repository that has the branch: for a pull request from a fork, the fork's */
export async function findOpenPullRequest(
  { octokit, at }: GithubClient,
  branch: string,
  owner = at.owner,
): Promise<number | undefined> {
  const { data } = await octokit.rest.pulls.list({ ...at, head: `${owner}:${branch}`, state: 'open' });
  return data.find(({ head }) => head.ref === branch)?.number;
}
