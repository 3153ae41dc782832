import { gitCredentials, readGithubToken } from '../../github/credentials.ts';
import { GitError } from '../../git/run.ts';
import { tryGit, runGit } from '../../git/write.ts';

/** Something that is pushed to the remote. */
export interface RefPush {
  readonly commit: string;
  /** `refs/heads/main`, `refs/tags/stable/…` */
  readonly ref: string;
}

const REMOTE = 'origin';
const NETWORK_TIMEOUT_MS = 60_000;

/** The branch that the site is published from, as the remote calls it. */
export async function readDefaultBranchName(root: string): Promise<string> {
  const head = await tryGit(root, ['symbolic-ref', '--short', `refs/remotes/${REMOTE}/HEAD`]);
  return head?.slice(REMOTE.length + 1) ?? 'main';
}

/** Pushes a commit to a ref, never by force; gives the reason if the remote refuses. */
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

/** Brings in the tags that deploys have made; without a remote, those that are here have to do. */
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
