import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { upsertComment } from '../../../github/comments.ts';
import { BOT_AUTHOR, githubServerUrl } from '../../../github/credentials.ts';
import { runGit } from '../../../git/write.ts';
import { SECOND } from '../../../time/duration.ts';
import { PREVIEW_MARKER, renderPreviewComment } from '../../preview-comment.ts';
import type { PullRequestOptions } from '../review.ts';
import { readPreviewRecord } from './build-preview.ts';

/** The pictures of a pull request are a commit without parents at this ref, which isn't a branch and starts no workflow. */
const PICTURE_REF = 'refs/candor/preview';
const PUSH_TIMEOUT = 60 * SECOND;

/**
 * Keeps the comment with the preview of a pull request up to date. A comment can't show a file of an artifact, so the pictures are
 * pushed to a ref of the repository; people who may read the repository see them.
 * @param from the folder that `buildPreview` wrote
 * @param artifact the address of the uploaded page
 */
export async function commentPreview(
  options: PullRequestOptions,
  number: number,
  from: string,
  artifact: string,
): Promise<void> {
  const { client } = options;
  const { head, hasErrors, hasBefore, pictureProblem } = await readPreviewRecord(from);
  const pictures =
    pictureProblem === undefined && !(hasBefore && (await isSamePicture(from)))
      ? await pushPictures(options, number, from, hasBefore)
      : undefined;
  const body = renderPreviewComment({
    head,
    artifact,
    hasErrors,
    ...(pictureProblem !== undefined && { pictureProblem }),
    ...(pictures && { pictures }),
  });
  await upsertComment(client, number, PREVIEW_MARKER, body);
  await removeOldPictures(options, number);
}

async function isSamePicture(from: string): Promise<boolean> {
  const [before, after] = await Promise.all(
    ['before.png', 'after.png'].map((name) => readFile(join(from, name))),
  );
  return before!.equals(after!);
}

async function pushPictures(
  { client, root, gitEnv }: PullRequestOptions,
  number: number,
  from: string,
  hasBefore: boolean,
): Promise<{ readonly before?: string; readonly after: string }> {
  const names = hasBefore ? ['after.png', 'before.png'] : ['after.png'];
  const entries: string[] = [];
  for (const name of names) {
    const blob = await runGit(root, ['hash-object', '-w', '--no-filters', '--', resolve(from, name)]);
    entries.push(`100644 blob ${blob.trim()}\t${name}\n`);
  }
  const tree = (await runGit(root, ['mktree'], { input: entries.join('') })).trim();
  const message = `Show the page of pull request ${number}`;
  const commit = (await runGit(root, ['commit-tree', tree, '-m', message], { env: BOT_AUTHOR })).trim();
  const ref = `${PICTURE_REF}/${number}`;
  await runGit(root, ['push', '--quiet', '--force', '--no-verify', '--', 'origin', `${commit}:${ref}`], {
    env: gitEnv,
    timeout: PUSH_TIMEOUT,
  });
  const { owner, repo } = client.at;
  const address = (name: string): string => `${githubServerUrl()}/${owner}/${repo}/raw/${commit}/${name}`;
  return { after: address('after.png'), ...(hasBefore && { before: address('before.png') }) };
}

/** The most open pull requests for which old pictures are removed: the answer of one request. */
const MAX_OPEN = 100;

/** Removes the pictures of pull requests that are closed. */
async function removeOldPictures(
  { client, root, gitEnv }: PullRequestOptions,
  number: number,
): Promise<void> {
  const listed = await runGit(root, ['ls-remote', '--', 'origin', `${PICTURE_REF}/*`], {
    env: gitEnv,
    timeout: PUSH_TIMEOUT,
  });
  const numbers = [...listed.matchAll(/\trefs\/candor\/preview\/(\d+)$/gm)].map(([, found]) => Number(found));
  if (numbers.every((found) => found === number)) return;
  const { data } = await client.octokit.rest.pulls.list({ ...client.at, state: 'open', per_page: MAX_OPEN });
  if (data.length === MAX_OPEN) return;
  const open = new Set([number, ...data.map((pull) => pull.number)]);
  const old = numbers.filter((found) => !open.has(found)).map((found) => `:${PICTURE_REF}/${found}`);
  if (old.length > 0)
    await runGit(root, ['push', '--quiet', '--no-verify', '--', 'origin', ...old], {
      env: gitEnv,
      timeout: PUSH_TIMEOUT,
    });
}
