import { gitCredentials, givenToken } from '../../github/credentials.ts';
import { GitError } from '../../git/run.ts';
import { askGit, runGit } from '../../git/write.ts';

/** Something that is pushed to the remote. */
export interface Push {
  readonly commit: string;
  /** `refs/heads/main`, `refs/tags/stable/…` */
  readonly ref: string;
}

const REMOTE = 'origin';
const PATIENCE = 60_000;

/** The branch that the site is published from, as the remote calls it. */
export async function publishedBranch(root: string): Promise<string> {
  const head = await askGit(root, ['symbolic-ref', '--short', `refs/remotes/${REMOTE}/HEAD`]);
  return head?.slice(REMOTE.length + 1) ?? 'main';
}

/** Pushes a commit to a ref, never by force; gives the reason if the remote refuses. */
export async function pushTo(root: string, { commit, ref }: Push): Promise<string | undefined> {
  const args = ['push', '--no-verify', '--', REMOTE, `${commit}:${ref}`];
  try {
    await runGit(root, args, { env: credentials(), timeout: PATIENCE });
    return undefined;
  } catch (error) {
    if (error instanceof GitError) return error.message;
    throw error;
  }
}

/** Brings in the tags that deploys have made; without a remote, those that are here have to do. */
export async function fetchTags(root: string): Promise<void> {
  const args = ['fetch', '--quiet', '--tags', '--no-recurse-submodules', '--', REMOTE];
  await runGit(root, args, { env: credentials(), timeout: PATIENCE }).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error;
  });
}

function credentials(): Record<string, string> {
  const token = givenToken();
  return token === '' ? {} : gitCredentials(token);
}
