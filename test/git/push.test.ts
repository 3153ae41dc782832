import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushCommit } from '../../src/git/push.ts';
import { scratch } from '../support/scratch.ts';

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], {
    cwd,
    encoding: 'utf8',
  }).trim();

const REMOTE = 'remote.git';

/** A clone with one commit that the remote's branch `incident/a` has, and another one that it lacks. */
function twoCommits(): { readonly root: string; readonly commit: string; readonly remote: string } {
  const folder = scratch();
  const root = join(folder, 'clone');
  git(folder, 'init', '-q', '--bare', REMOTE);
  git(folder, 'init', '-q', '-b', 'main', root);
  git(root, 'commit', '-q', '--allow-empty', '-m', 'One');
  git(root, 'push', '-q', join('..', REMOTE), 'main:incident/a');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'Two');
  return { root, commit: git(root, 'rev-parse', 'HEAD'), remote: join(folder, REMOTE) };
}

/** An ssh that GitHub refuses. */
const ssh = (said: string): Record<string, string> => ({
  GIT_SSH_COMMAND: `sh -c 'echo "${said}" >&2; exit 1' --`,
  GIT_SSH_VARIANT: 'simple',
});

test.each<
  [
    name: string,
    prepare: (repository: ReturnType<typeof twoCommits>) => {
      remote?: string;
      env?: Record<string, string>;
    } | void,
    result: unknown,
  ]
>([
  ['it is pushed', () => undefined, { done: true }],
  [
    'the branch has another commit',
    ({ root, remote }) => {
      const other = git(root, 'commit-tree', 'HEAD^{tree}', '-p', 'HEAD~', '-m', 'Other');
      git(root, 'push', '-q', remote, `${other}:incident/a`);
    },
    { moved: true },
  ],
  [
    'a hook refuses it',
    ({ remote }) => {
      mkdirSync(join(remote, 'hooks'), { recursive: true });
      writeFileSync(join(remote, 'hooks/pre-receive'), '#!/bin/sh\necho "Sign your commits."\nexit 1\n', {
        mode: 0o755,
      });
    },
    { failed: 'pre-receive hook declined: Sign your commits.', why: 'refused' },
  ],
  [
    'the account may not write',
    () => ({
      remote: 'ssh://git@github.example/acme/status.git',
      env: ssh('ERROR: Permission to acme/status.git denied to robot.'),
    }),
    { failed: 'Permission to acme/status.git denied to robot.', why: 'no-permission' },
  ],
  [
    'the remote does not answer',
    () => ({
      remote: 'ssh://git@github.example/acme/status.git',
      env: ssh('ssh: Could not resolve hostname github.example: Name or service not known'),
    }),
    { failed: 'Could not resolve hostname github.example: Name or service not known', why: 'other' },
  ],
])('%s', async (_name, prepare, result) => {
  const repository = twoCommits();
  const { root, commit } = repository;
  const { remote = repository.remote, env } = prepare(repository) ?? {};
  expect(await pushCommit({ root, remote, branch: 'incident/a', commit, ...(env && { env }) })).toEqual(
    result,
  );
});
