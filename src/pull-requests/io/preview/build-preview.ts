import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { COMMAND_FILE } from '../../../files/engine.ts';
import { findRepository } from '../../../git/repository.ts';
import { readGitOutput } from '../../../git/run.ts';
import { runGit } from '../../../git/write.ts';
import { formatInstant } from '../../../time/instant.ts';
import type { Instant } from '../../../time/instant.ts';
import { fetchPullRequest } from '../read-diff.ts';
import { readPullRequestInfo } from '../read-pull-request.ts';
import type { PullRequestOptions } from '../review.ts';
import { takePicture } from './take-picture.ts';

/** The record of a built preview, beside its folders `before` and `after`. */
const RECORD_FILE = 'preview.json';
const recordSchema = z.object({
  head: z.string().regex(/^[0-9a-f]{40}$/),
  hasErrors: z.boolean(),
  pictureProblem: z.string().optional(),
  /** Whether `before.png` exists. */
  hasBefore: z.boolean(),
});
export type PreviewRecord = z.infer<typeof recordSchema>;

export async function readPreviewRecord(out: string): Promise<PreviewRecord> {
  return recordSchema.parse(JSON.parse(await readFile(join(out, RECORD_FILE), 'utf8')));
}

/**
 * Builds the page before and after a pull request, and takes pictures of both. The running engine builds them; the pull request's
 * files are data, and none of its code runs.
 * @param out `before/`, `after/`, `before.png`, `after.png` and `preview.json` are written to it
 * @returns undefined if the pull request is closed
 * @throws GitError, or an Error if the page can't be built
 */
export async function buildPreview(
  { client, root, gitEnv, now }: PullRequestOptions,
  number: number,
  out: string,
): Promise<PreviewRecord | undefined> {
  const pull = await readPullRequestInfo(client, number);
  if (!pull.open) return undefined;
  await fetchPullRequest(root, pull, gitEnv);
  const { root: folder, prefix } = await findRepository(root);
  const base = await readGitOutput(folder, [
    'merge-base',
    `refs/remotes/origin/${pull.defaultBranch}`,
    pull.head,
  ]);
  await mkdir(out, { recursive: true });
  const build = (commit: string, name: string): Promise<number> =>
    buildCommit(folder, prefix, commit, resolve(out, name), now());
  const before = await build(base.trim(), 'before').catch(() => undefined);
  const after = await build(pull.head, 'after');
  if (after > 1)
    throw new Error(`The page of ${pull.head.slice(0, 10)} can't be built: npx candor validate says why.`);
  const hasBefore = before !== undefined && before <= 1;
  const pictureProblem =
    (hasBefore ? await takePicture(join(out, 'before'), resolve(out, 'before.png')) : undefined) ??
    (await takePicture(join(out, 'after'), resolve(out, 'after.png')));
  const record: PreviewRecord = {
    head: pull.head,
    hasErrors: after === 1,
    hasBefore,
    ...(pictureProblem !== undefined && { pictureProblem }),
  };
  await writeFile(join(out, RECORD_FILE), JSON.stringify(record));
  return record;
}

/** @returns the exit code of `build`: 0, 1 for files with errors, 2 */
async function buildCommit(
  repository: string,
  prefix: string,
  commit: string,
  out: string,
  now: Instant,
): Promise<number> {
  const parent = await mkdtemp(join(tmpdir(), 'candor-preview-'));
  const worktree = join(parent, 'files');
  try {
    // Git LFS would ask the host that the pull request's `.lfsconfig` names.
    await runGit(repository, ['worktree', 'add', '--quiet', '--detach', worktree, commit], {
      env: { GIT_LFS_SKIP_SMUDGE: '1' },
    });
    const args = ['build', '--root', join(worktree, prefix), '--out', out, '--now', formatInstant(now)];
    return await runCandor(args);
  } finally {
    await runGit(repository, ['worktree', 'remove', '--force', worktree]).catch(() => undefined);
    await rm(parent, { recursive: true, force: true });
  }
}

/** In a process of its own, which has none of the job's secrets. */
function runCandor(args: readonly string[]): Promise<number> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  return new Promise((done) => {
    execFile(process.execPath, [COMMAND_FILE, ...args], { env, maxBuffer: 2 ** 26 }, (error) =>
      done(error ? (typeof error.code === 'number' ? error.code : 2) : 0),
    );
  });
}
