import { gitCredentials, readGithubToken } from '../../github/credentials.ts';
import { GitError } from '../../git/run.ts';
import { tryGit, runGit } from '../../git/write.ts';

export interface RefPush {
  readonly commit: string;
  /** `refs/heads/main`, `refs/tags/stable/…` */
  readonly ref: string;
}

const REMOTE = 'origin';
const NETWORK_TIMEOUT_MS = 60_000;

export async function readDefaultBranchName(root: string): Promise<string> {
  const head = await tryGit(root, ['symbolic-ref', '--short', `refs/remotes/${REMOTE}/HEAD`]);
  return head?.slice(REMOTE.length + 1) ?? 'main';
}

/** Pushes without force. Returns the reason if the remote refuses. */
export async function pushRef(root: string, { commit, ref }: RefPush): Promise<string | undefined> {
  const args = ['push', '--no-verify', '--', REMOTE, `${commit}:${ref}`];
  try {
    await runGit(root, args, { env: createGitEnv(), timeout: NETWORK_TIMEOUT_MS });
    return undefined;
  } catch (error) {
    if (error instanceof GitError) return error.message;
    throw error;
  }
}

/** Fetches the tags that deployments have created. Without a remote, only the local tags are known. */
export async function fetchTags(root: string): Promise<void> {
  const args = ['fetch', '--quiet', '--tags', '--no-recurse-submodules', '--', REMOTE];
  await runGit(root, args, { env: createGitEnv(), timeout: NETWORK_TIMEOUT_MS }).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error;
  });
}

function createGitEnv(): Record<string, string> {
  const token = readGithubToken();
  return token === '' ? {} : gitCredentials(token);
}
