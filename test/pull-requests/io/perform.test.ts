import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { performPullRequestActions } from '../../../src/pull-requests/io/perform.ts';
import { opened, setStage } from '../../github-emulator/emulator-per-test.ts';
import { scratch } from '../../support/scratch.ts';

const stage = setStage();

/** The bytes of a file: the emulator's own git trims its output. */
const blobOf = (path: string): string =>
  execFileSync('git', ['cat-file', 'blob', `incident/a:${path}`], {
    cwd: stage.hub.folder,
    encoding: 'utf8',
  });

test.each([
  ['CRLF and a byte order mark', '\uFEFFone\r\ntwo\r\n', '\uFEFFone\r\nthree\r\n'],
  ['CRLF', 'one\r\ntwo\r\n', 'one\r\nthree\r\n'],
  ['LF', 'one\ntwo\n', 'one\nthree\n'],
])('a new timestamp keeps the shape of a file with %s', async (_, before, after) => {
  const number = await opened(stage, 'incident/a', { files: { 'incidents/a.md': before } });
  const action = {
    type: 'update-timestamps',
    branch: 'incident/a',
    path: 'incidents/a.md',
    previousText: 'one\ntwo\n',
    text: 'one\nthree\n',
  } as const;
  const done = await performPullRequestActions(stage.robot, number, [action]);
  expect(done).toMatchObject({ stale: false, errors: [] });
  expect(blobOf('incidents/a.md')).toBe(after);
});

test('a file that was changed meanwhile is not overwritten', async () => {
  const number = await opened(stage, 'incident/a', { files: { 'incidents/a.md': 'one\r\nother\r\n' } });
  const action = {
    type: 'update-timestamps',
    branch: 'incident/a',
    path: 'incidents/a.md',
    previousText: 'one\ntwo\n',
    text: 'one\nthree\n',
  } as const;
  expect(await performPullRequestActions(stage.robot, number, [action])).toMatchObject({
    stale: true,
    errors: [],
  });
  expect(blobOf('incidents/a.md')).toBe('one\r\nother\r\n');
});

test.each([
  ['has the commit that was published: it is deleted', true],
  ['got a commit meanwhile: it stays', false],
])('a branch that is no longer needed %s', async (_, isSame) => {
  const number = await opened(stage, 'incident/a', { files: { 'incidents/a.md': 'one\n' } });
  const branches = (): string =>
    execFileSync('git', ['for-each-ref', '--format=%(objectname)', 'refs/heads/incident/a'], {
      cwd: stage.hub.folder,
      encoding: 'utf8',
    }).trim();
  const current = branches();
  const head = isSame ? current : 'a'.repeat(40);
  const action = { type: 'delete-branch', branch: 'incident/a', head } as const;
  const twice = [action, action];
  expect(await performPullRequestActions(stage.robot, number, twice)).toMatchObject({ errors: [] });
  expect(branches()).toBe(isSame ? '' : current);
});

test('a hook refuses a merge into the branch: the message has the next step', async () => {
  const number = await opened(stage, 'incident/a', { files: { 'incidents/a.md': 'one\n' } });
  const root = scratch();
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  git('clone', '-q', stage.hub.folder, '.');
  const [head, defaultHead] = [git('rev-parse', 'origin/incident/a'), git('rev-parse', 'origin/main')];
  const hook = join(stage.hub.folder, 'hooks/pre-receive');
  writeFileSync(hook, '#!/bin/sh\necho "Sign your commits."\nexit 1\n', { mode: 0o755 });
  const joined = { tree: git('rev-parse', `${head}^{tree}`), head, defaultHead };
  const actions = [
    { type: 'join-branch', branch: 'incident/a', joined },
    { type: 'dispatch-auto-merge', branch: 'incident/a' },
  ] as const;
  const clone = { root, gitEnv: {} };
  const done = await performPullRequestActions(stage.robot, number, actions, stage.robot, clone);
  expect(done).toMatchInlineSnapshot(`
    {
      "errors": [
        "The default branch was not merged into its branch: pre-receive hook declined: Sign your commits. Let the account of this workflow push to branches whose names begin with incident/, in the rules or hooks that refused it. Or merge the default branch into incident/a yourself, and push it.",
      ],
      "mayMergeLater": false,
      "stale": false,
    }
  `);
});
