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
 * When each file of `postmortems/` first reached the line that is checked out, by its path from the content root; none
 * where git can't tell. In a shallow clone everything seems to have come with its oldest commit: so nothing is told.
 */
export async function readPostmortemTimes(root: string): Promise<ReadonlyMap<string, Instant>> {
  const times = new Map<string, Instant>();
  try {
    const { root: folder, shallow } = await findRepository(root);
    if (shallow) return times;
    const text = await readGitOutput(folder, [...LOG_ARGS, '--format=%x01%ct', 'HEAD', '--', 'postmortems/']);
    // Newest first, so that the first time a path was added is the one that stays.
    for (const commit of text.split('\u0001').slice(1)) {
      const [seconds = '', ...paths] = commit.split('\0').map((part) => part.trim());
      for (const path of paths) if (path !== '') times.set(path, Number(seconds) * 1000);
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
  return times;
}
