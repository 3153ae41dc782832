import { gitCredentials } from './github-credentials.ts';
import { GitError } from './git.ts';
import { askGit, runGit } from './git-write.ts';

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
  const token = process.env['GITHUB_TOKEN'];
  const env = token ? gitCredentials(token, process.env['GITHUB_SERVER_URL'] ?? 'https://github.com') : {};
  try {
    await runGit(root, ['push', '--no-verify', '--', REMOTE, `${commit}:${ref}`], { env, timeout: PATIENCE });
    return undefined;
  } catch (error) {
    if (error instanceof GitError) return error.message;
    throw error;
  }
}
