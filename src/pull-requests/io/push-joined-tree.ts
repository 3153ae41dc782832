import { pushCommit } from '../../git/push.ts';
import type { PushFailure } from '../../git/push.ts';
import { GitError } from '../../git/run.ts';
import { BOT_COMMITTER } from '../../github/credentials.ts';
import { runGit } from '../../git/write.ts';
import type { JoinedTree } from '../pull-request.ts';

/** A clone of the repository, with credentials for its remote `origin`. */
export interface ReviewClone {
  readonly root: string;
  readonly gitEnv: Readonly<Record<string, string>>;
}

/**
 * Commits a merge of the default branch and pushes it. Its author is that of the branch's head, who wrote the text.
 * @throws an error with status 409 if the branch was changed meanwhile; GitError, with the next step, if the push fails
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
  const result = await pushCommit({ root, remote: 'origin', branch, commit: commit.trim(), env: gitEnv });
  if ('moved' in result) throw Object.assign(new Error('The branch was changed meanwhile.'), { status: 409 });
  if ('failed' in result) throw new GitError('failed', result.failed, nextStep(result.why, branch));
}

function nextStep(why: PushFailure, branch: string): string {
  const byHand = `Or merge the default branch into ${branch} yourself, and push it.`;
  switch (why) {
    case 'refused':
      return `Let the account of this workflow push to branches whose names begin with incident/, in the rules or hooks that refused it. ${byHand}`;
    case 'no-permission':
      return `Give this workflow's token the permission "contents: write". ${byHand}`;
    case 'other':
      return `Run this job again. ${byHand}`;
  }
}
