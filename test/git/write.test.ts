import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commitFile } from '../../src/git/write.ts';
import { scratch } from '../support/scratch.ts';

test('a committed file keeps its line ends and its byte order mark', async () => {
  const root = scratch({ 'windows.md': '\uFEFFone\r\ntwo\r\n', 'unix.md': 'one\ntwo\n' });
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  git('init', '-q', '-b', 'main');
  git('-c', 'core.autocrlf=false', 'add', '.');
  git('commit', '-qm', 'First');
  const parent = git('rev-parse', 'HEAD').trim();
  const written = async (path: string): Promise<string> => {
    const commit = { tree: parent, parents: [parent], path, text: 'three\nfour\n', message: 'Second' };
    return git('cat-file', 'blob', `${await commitFile(root, commit)}:${path}`);
  };
  expect(await written('windows.md')).toBe('\uFEFFthree\r\nfour\r\n');
  expect(await written('unix.md')).toBe('three\nfour\n');
  expect(await written('new.md')).toBe('three\nfour\n');
});
