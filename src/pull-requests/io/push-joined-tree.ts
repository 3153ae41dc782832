import { GitError } from '../../git/run.ts';
import { BOT_COMMITTER } from '../../github/credentials.ts';
import { runGit } from '../../git/write.ts';
import type { JoinedTree } from '../pull-request.ts';

/** A clone of the repository, with credentials for its remote `origin`. */
export interface ReviewClone {
  readonly root: string;
  readonly gitEnv: Readonly<Record<string, string>>;
}

const PUSH_TIMEOUT_MS = 60_000;

/**
 * Commits a merge of the default branch and pushes it. Its author is that of the branch's head, who wrote the text.
 * @throws an error with status 409 if the branch was changed meanwhile
 */
export async function pushJoinedTree(
  { root, gitEnv }: ReviewClone,
  branch: string,
  { tree, head, defaultHead }: JoinedTree,
): Promise<void> {
  const author = await runGit(root, ['log', '-1', '--no-show-signature', '--format=%an%n%ae', head]);
  const [name = '', email = ''] = author.split('\n');
  const commit = await runGit(root, ['commit-tree', tree, '-p', head, '-p', defaultHead, '-F', '-'], {
    input: 'Put the updates after those that were published meanwhile\n',
    env: { ...BOT_COMMITTER, GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
  });
  const refspec = `${commit.trim()}:refs/heads/${branch}`;
  try {
    await runGit(root, ['push', '--porcelain', '--no-verify', '--', 'origin', refspec], {
      env: gitEnv,
      timeout: PUSH_TIMEOUT_MS,
    });
  } catch (error) {
    if (error instanceof GitError && error.code === 'failed')
      throw Object.assign(new Error('The branch was changed meanwhile.'), { status: 409 });
    throw error;
  }
}
