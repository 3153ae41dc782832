import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { performPullRequestActions } from '../../../src/pull-requests/io/perform.ts';
import { opened, setStage } from '../../github-emulator/emulator-per-test.ts';

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
