import { availableParallelism } from 'node:os';
import { readGitOutput } from './run.ts';
import { readLog } from './log.ts';
import type { LogCommit } from './log.ts';

/** Fewer commits than this are not worth a further process. */
const MIN_COMMITS_PER_PROCESS = 5000;

/**
 * The whole line up to a commit, as `readLog` gives it. Git compares two trees for each commit, which a folder with
 * thousands of files makes slow: so a long line is read in as many stretches at once as there are processors.
 * `longest` is how many commits a stretch has at most.
 * @throws GitError
 */
export async function* readFullLog(
  root: string,
  prefix: string,
  commit: string,
  longest?: number,
): AsyncGenerator<LogCommit> {
  const count = Number(await readGitOutput(root, ['rev-list', '--first-parent', '--count', commit]));
  const size = longest ?? Math.max(MIN_COMMITS_PER_PROCESS, Math.ceil(count / availableParallelism()));
  const later: Promise<LogCommit[]>[] = [];
  for (let newer = count - 2 * size; newer > -size; newer -= size) {
    const range = [`--skip=${Math.max(0, newer)}`, `--max-count=${Math.min(size, newer + size)}`];
    later.push(Array.fromAsync(readLog(root, prefix, [...range, commit])));
  }
  for (const stretch of later) stretch.catch(() => undefined);
  yield* readLog(root, prefix, [`--skip=${Math.max(0, count - size)}`, commit]);
  for (const stretch of later) yield* await stretch;
}
