import type { Instant } from '../../time/instant.ts';
import { GitError, readGitOutput } from '../../git/run.ts';
import { findRepository } from '../../git/repository.ts';

const LOG_ARGS = [
  'log',
  '--first-parent',
  '--diff-merges=first-parent',
  '--diff-filter=A',
  '--no-renames',
  '--relative',
  '--name-only',
  '-z',
];

/**
 * When each file of `postmortems/` was first committed on the current branch (following first parents), by its path from the
 * content root. Empty where git can't determine it, as in a shallow clone, where the oldest commit seems to add every file.
 */
export async function readPostmortemTimes(root: string): Promise<ReadonlyMap<string, Instant>> {
  const times = new Map<string, Instant>();
  try {
    const { root: folder, shallow } = await findRepository(root);
    if (shallow) return times;
    const text = await readGitOutput(folder, [...LOG_ARGS, '--format=%x01%ct', 'HEAD', '--', 'postmortems/']);
    // Newest first, so that the first commit that added a path is the last one set.
    for (const commit of text.split('\u0001').slice(1)) {
      const [seconds = '', ...paths] = commit.split('\0').map((part) => part.trim());
      for (const path of paths) if (path !== '') times.set(path, Number(seconds) * 1000);
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
  return times;
}
