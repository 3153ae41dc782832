import { availableParallelism } from 'node:os';
import { readGitOutput } from './run.ts';
import { readLog } from './log.ts';
import type { LogCommit } from './log.ts';

/** A further process doesn't pay for fewer commits than this. */
const MIN_COMMITS_PER_PROCESS = 5000;

/**
 * The whole history up to a commit, as `readLog` gives it. For each commit git compares two trees, which is slow for
 * a folder with thousands of files: so a long history is read by several processes. `maxPerProcess` is the maximum number
 * of commits per process.
 * @throws GitError
 */
export async function* readFullLog(
  root: string,
  prefix: string,
  commit: string,
  maxPerProcess?: number,
): AsyncGenerator<LogCommit> {
  const count = Number(await readGitOutput(root, ['rev-list', '--first-parent', '--count', commit]));
  const size = maxPerProcess ?? Math.max(MIN_COMMITS_PER_PROCESS, Math.ceil(count / availableParallelism()));
  const newerParts: Promise<LogCommit[]>[] = [];
  for (let newer = count - 2 * size; newer > -size; newer -= size) {
    const range = [`--skip=${Math.max(0, newer)}`, `--max-count=${Math.min(size, newer + size)}`];
    newerParts.push(Array.fromAsync(readLog(root, prefix, [...range, commit])));
  }
  for (const part of newerParts) part.catch(() => undefined);
  yield* readLog(root, prefix, [`--skip=${Math.max(0, count - size)}`, commit]);
  for (const part of newerParts) yield* await part;
}
