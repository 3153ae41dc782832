import type { GithubClient } from './client.ts';

export async function findOpenPullRequest(
  { octokit, at }: GithubClient,
  branch: string,
): Promise<number | undefined> {
  const { data } = await octokit.rest.pulls.list({ ...at, head: `${at.owner}:${branch}`, state: 'open' });
  return data.find(({ head }) => head.ref === branch)?.number;
}
