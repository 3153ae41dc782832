import type { GithubClient } from '../../github/client.ts';

/** Whether a person may write to the repository: the only people whose forms are acted on. */
export async function hasWriteAccess({ octokit, at }: GithubClient, login: string): Promise<boolean> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login });
    return data.permission === 'admin' || data.permission === 'write';
  } catch (error) {
    if ((error as { status?: number }).status === 404) return false;
    throw error;
  }
}
