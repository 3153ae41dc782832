import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { refusal, setStage } from './emulator-per-test.ts';

const stage = setStage();

/** Git beside this process, in which the hub lives. */
const git = async (folder: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> => {
  const settings = { cwd: folder, env: { ...CLEAN_ENVIRONMENT, ...NAMES, ...env } };
  return (await promisify(execFile)('git', args, settings)).stdout.trim();
};

const NAMES = {
  ...{ GIT_AUTHOR_NAME: 'Bola', GIT_AUTHOR_EMAIL: 'bola@shop.example' },
  ...{ GIT_COMMITTER_NAME: 'Bola', GIT_COMMITTER_EMAIL: 'bola@shop.example' },
};

describe('git', () => {
  test('a push needs the right, and is in the API at once; hashes agree', async () => {
    const clone = await stage.hub.clone();
    writeFileSync(join(clone, 'c.md'), 'c\n');
    await git(clone, {}, 'add', '.');
    await git(clone, {}, 'commit', '-q', '-m', 'C');
    const push = (permissions: Record<string, 'read' | 'write'>): Promise<string> =>
      git(
        clone,
        stage.hub.gitEnv(stage.hub.token({ permissions })),
        'push',
        '-q',
        'origin',
        'HEAD:refs/heads/incident/c',
      );
    await expect(git(clone, { GIT_TERMINAL_PROMPT: '0' }, 'push', 'origin', 'main')).rejects.toThrow(
      'could not read Username',
    );
    await expect(push({ contents: 'read' })).rejects.toThrow('403');
    await push({ contents: 'write' });
    const { data } = await stage.robot.octokit.rest.git.getRef({
      ...stage.robot.at,
      ref: 'heads/incident/c',
    });
    expect(data.object.sha).toBe(await git(clone, {}, 'rev-parse', 'HEAD'));
    expect(stage.hub.events.at(-1)).toMatchObject({ name: 'push', starts: false, by: 'github-actions[bot]' });
    stage.hub.assertClean();
  });

  test('a client that ends in the middle of a push leaves no process behind', async () => {
    const { hub } = stage;
    const token = hub.token({ permissions: { contents: 'write' } });
    const sent = request(`${hub.url}/${hub.repository}.git/git-receive-pack`, {
      method: 'POST',
      auth: `x-access-token:${token}`,
      headers: { 'content-length': '1000', 'content-type': 'application/x-git-receive-pack-request' },
    });
    sent.on('error', () => undefined);
    sent.write('half of it');
    // Git's program has to be there before the client ends.
    setTimeout(() => sent.destroy(), 300);
    await expect
      .poll(() => hub.requests.findLast(({ operation }) => operation === 'git-receive-pack')?.status)
      .toBeTypeOf('number');
  });

  test('protection and the right to change workflows hold for pushes, too', async () => {
    stage.hub.settings.protection = { branch: 'main', approvals: 0, checks: [] };
    const clone = await stage.hub.clone();
    const env = stage.hub.gitEnv(stage.hub.token());
    await git(clone, {}, 'commit', '-q', '--allow-empty', '-m', 'x');
    await expect(git(clone, env, 'push', 'origin', 'main')).rejects.toThrow('GH013');
    mkdirSync(join(clone, '.github/workflows'), { recursive: true });
    writeFileSync(join(clone, '.github/workflows/x.yml'), 'on: push\n');
    await git(clone, {}, 'add', '.');
    await git(clone, {}, 'commit', '-q', '-m', 'Workflow');
    await expect(git(clone, env, 'push', 'origin', 'HEAD:refs/heads/w')).rejects.toThrow(
      'without `workflows` permission',
    );
    await git(
      clone,
      stage.hub.gitEnv(stage.hub.token({ login: 'amina' })),
      'push',
      '-q',
      'origin',
      'HEAD:refs/heads/w',
    );
  });

  test('a commit made by the API is the one that git would make', async () => {
    const { octokit, at } = stage.robot;
    const parent = await stage.hub.git('rev-parse', 'main');
    const { data: tree } = await octokit.rest.git.createTree({
      ...{ ...at, base_tree: parent },
      tree: [{ path: 'folder/c.md', mode: '100644', type: 'blob', content: 'c\n' }],
    });
    const author = { name: 'Bola', email: 'bola@shop.example', date: '2026-11-22T09:00:00Z' };
    const { data: commit } = await octokit.rest.git.createCommit({
      ...{ ...at, message: 'C', tree: tree.sha, parents: [parent], author },
    });
    await octokit.rest.git.createRef({ ...at, ref: 'refs/heads/c', sha: commit.sha });
    const clone = await stage.hub.clone();
    expect(await git(clone, {}, 'rev-parse', 'origin/c')).toBe(commit.sha);
    await git(clone, {}, 'fsck', '--strict');
    const stale = octokit.rest.git.updateRef({
      ...at,
      ref: 'heads/c',
      sha: await stage.hub.seed({ 'd.md': 'd\n' }),
    });
    expect(await refusal(stale)).toBe('422 Update is not a fast forward');
    stage.hub.assertClean();
  });

  test('contents are read, listed, changed, and a stale hash is 409', async () => {
    const { octokit, at } = stage.robot;
    const path = 'folder/b.md';
    const raw = await octokit.rest.repos.getContent({ ...at, path, mediaType: { format: 'raw' } });
    expect(raw.data).toBe('b\n');
    const { data } = await octokit.rest.repos.getContent({ ...at, path: 'folder' });
    expect(data).toMatchObject([{ name: 'b.md', type: 'file', path }]);
    const content = Buffer.from('c\n').toString('base64');
    const put = (sha?: string): Promise<unknown> =>
      octokit.rest.repos.createOrUpdateFileContents({
        ...at,
        path,
        message: 'm',
        content,
        ...(sha && { sha }),
      });
    expect(await refusal(put())).toMatch(/^422 .*"sha" wasn't supplied/s);
    await put((data as { sha: string }[])[0]!.sha);
    expect(await refusal(put((data as { sha: string }[])[0]!.sha))).toMatch(/^409/);
    expect(await stage.hub.git('show', `main:${path}`)).toBe('c');
    const compare = await octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead: 'main~1...main' });
    expect(compare.data).toMatchObject({
      status: 'ahead',
      ahead_by: 1,
      files: [{ filename: path, status: 'modified' }],
    });
    stage.hub.assertClean();
  });
});
