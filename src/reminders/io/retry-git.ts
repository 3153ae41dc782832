import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MINUTE } from '../../time/duration.ts';
import { findRepository } from '../../git/repository.ts';
import { GitError } from '../../git/run.ts';
import { createFailureLog } from './failure-log.ts';

/** How long a watcher that starts waits for its repository. */
const PATIENCE = MINUTE;
const PAUSE_MS = 1000;

/**
 * Does something with the repository of a folder as soon as git can read it. A repository that is being moved, restored or
 * repacked looks as if there were none, and a watcher would then read other files than it should.
 * @throws GitError if git fails for a minute
 */
export async function retryGit<Result>(
  root: string,
  warn: (message: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const failures = createFailureLog(warn);
  const isRepository = hasGitEntry(root);
  const giveUpAt = Date.now() + PATIENCE;
  for (;;) {
    try {
      if (isRepository) await findRepository(root);
      return await work();
    } catch (error) {
      if (!isRepository || !(error instanceof GitError) || error.code === 'no-git') throw error;
      if (Date.now() > giveUpAt) throw error;
      failures.failed(error, (reason) => `Could not read the repository, trying again: ${reason}`);
      await wait(PAUSE_MS);
    }
  }
}

/** Whether the folder, or one above it, has a `.git`; git may not recognise it. */
function hasGitEntry(folder: string): boolean {
  return existsSync(join(folder, '.git')) || (dirname(folder) !== folder && hasGitEntry(dirname(folder)));
}
