import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { hasChromium } from '../../bench/look/chromium.ts';
import { buildPreview } from '../../src/pull-requests/io/preview/build-preview.ts';
import { commentPreview } from '../../src/pull-requests/io/preview/comment-preview.ts';
import { startPreview } from '../../src/pull-requests/io/preview/start-preview.ts';
import { mergePullRequest } from '../../src/pull-requests/io/review.ts';
import type { PullRequestOptions } from '../../src/pull-requests/io/review.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { setStage, SITE } from './repository-on-github.ts';
import type { Stage } from './repository-on-github.ts';

const ARTIFACT = 'https://github.com/acme/status/actions/runs/1/artifacts/2';

/** The rights of the job `preview`. */
async function optionsOf({ hub }: Stage, rights: Record<string, string> = {}): Promise<PullRequestOptions> {
  const token = hub.token({
    permissions: {
      ...{ contents: 'write', 'pull-requests': 'write', checks: 'read', statuses: 'read' },
      ...rights,
    },
  });
  return {
    ...{ client: await hub.as(token), root: await hub.clone(token), gitEnv: hub.gitEnv(token) },
    ...{ now: Date.now, triggersWorkflows: false, checksTimeoutMs: 0, pollIntervalMs: 1 },
  };
}

/** Opens a pull request that changes the name of the page, which a person has to merge. */
async function openChange(stage: Stage): Promise<number> {
  const folder = await stage.hub.clone(
    stage.hub.token({ login: 'tunde', permissions: { contents: 'write' } }),
  );
  // The emulator answers in this process, so git must not block it.
  const git = (...args: string[]): Promise<unknown> =>
    promisify(execFile)('git', args, {
      cwd: folder,
      env: {
        ...CLEAN_ENVIRONMENT,
        ...stage.hub.gitEnv(stage.hub.token({ login: 'tunde', permissions: { contents: 'write' } })),
        ...{ GIT_AUTHOR_NAME: 'Tunde', GIT_AUTHOR_EMAIL: 'tunde@shop.example' },
        ...{ GIT_COMMITTER_NAME: 'Tunde', GIT_COMMITTER_EMAIL: 'tunde@shop.example' },
      },
    });
  await git('checkout', '-q', '-b', 'rename');
  writeFileSync(join(folder, 'status.yaml'), SITE.replace('name: Shop', 'name: Corner shop'));
  await git('commit', '-qam', 'Rename the page');
  await git('push', '-q', 'origin', 'rename');
  return stage.open('tunde', 'rename', 'Rename the page');
}

test('a pull request that waits for a person gets one preview for each of its commits, and keeps no update waiting', async () => {
  const stage = await setStage();
  const { hub } = stage;
  const number = await openChange(stage);
  const merging = await optionsOf(stage, { actions: 'write', issues: 'write', statuses: 'write' });
  const result = await mergePullRequest(merging, number, false);
  expect(await startPreview(merging.client, result)).toBeUndefined();
  expect(hub.dispatched.map(({ payload }) => payload['workflow'])).toEqual(['preview.yml']);

  const options = await optionsOf(stage);
  const out = join(options.root, '..', `preview-${number}`);
  const built = await buildPreview(options, number, out);
  expect(built).toMatchObject({ head: result.pull.head, hasErrors: false, hasBefore: true });
  expect(existsSync(join(out, 'after', 'index.html'))).toBe(true);
  expect(built?.pictureProblem).toBe(
    hasChromium() ? undefined : 'There is no picture, because this runner has no Chromium.',
  );
  await commentPreview(options, number, out, ARTIFACT);
  const comments = await options.client.octokit.rest.issues.listComments({
    ...options.client.at,
    issue_number: number,
  });
  const comment = comments.data.find(({ body }) => body?.includes('candor:preview'));
  expect(comment?.body).toContain(`[The whole page](${ARTIFACT})`);
  if (hasChromium()) {
    const commit = (await hub.git('rev-parse', `refs/candor/preview/${number}`)).trim();
    expect(comment?.body).toContain(`/raw/${commit}/after.png`);
    expect((await hub.git('ls-tree', '--name-only', commit)).trim().split('\n')).toEqual([
      'after.png',
      'before.png',
    ]);
  }
  // The same commit is shown once.
  expect(await startPreview(merging.client, result)).toBeUndefined();
  expect(hub.dispatched).toHaveLength(1);
  expect(hub.violations()).toEqual([]);
});

test('a preview that can’t be started is said, and isn’t an error of the pull request', async () => {
  const stage = await setStage();
  const number = await openChange(stage);
  const options = await optionsOf(stage, { issues: 'write', statuses: 'write' });
  const result = await mergePullRequest(options, number, false);
  expect(await startPreview(options.client, result)).toMatch(/^The preview could not be started: /);
});

test('nothing is built for a pull request that was closed in the meantime', async () => {
  const stage = await setStage();
  const number = await openChange(stage);
  const options = await optionsOf(stage);
  const { client, root } = options;
  await client.octokit.rest.pulls.update({ ...client.at, pull_number: number, state: 'closed' });
  const out = join(root, '..', `preview-${number}`);
  expect(await buildPreview(options, number, out)).toBeUndefined();
  expect(existsSync(out)).toBe(false);
});
