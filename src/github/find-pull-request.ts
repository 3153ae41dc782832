import type { GithubClient } from './client.ts';

/** The open pull request of a branch of this repository, if there is one. */
export async function findOpenPullRequest(
  { octokit, at }: GithubClient,
  branch: string,
): Promise<number | undefined> {
  const { data } = await octokit.rest.pulls.list({ ...at, head: `${at.owner}:${branch}`, state: 'open' });
  return data.find(({ head }) => head.ref === branch)?.number;
}
