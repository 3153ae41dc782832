import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeTrees } from '../../src/git/merge-trees.ts';
import { scratch } from '../support/scratch.ts';

test('versions of a file with CRLF are joined without it, and the result has it again', async () => {
  const path = 'incidents/a.md';
  const root = scratch({ [path]: '\uFEFFone\r\ntwo\r\n' });
  const git = (...args: readonly string[]): string =>
    execFileSync(
      'git',
      [...['-c', 'user.name=A', '-c', 'user.email=a@b.example', '-c', 'core.autocrlf=false'], ...args],
      { cwd: root, encoding: 'utf8' },
    ).trim();
  const commit = (text: string): string => {
    writeFileSync(join(root, path), text);
    git('commit', '-qam', text.trim());
    return git('rev-parse', 'HEAD');
  };
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'First');
  const base = git('rev-parse', 'HEAD');
  const head = commit('\uFEFFone\r\ntwo\r\nours\r\n');
  git('switch', '-q', '--detach', base);
  const other = commit('\uFEFFone\r\ntwo\r\ntheirs\r\n');
  const tree = await mergeTrees(root, { head, other, path }, (versions) => {
    expect(versions).toEqual({
      path,
      base: 'one\ntwo\n',
      first: 'one\ntwo\nours\n',
      second: 'one\ntwo\ntheirs\n',
    });
    return 'one\ntwo\nours\ntheirs\n';
  });
  const joined = execFileSync('git', ['cat-file', 'blob', `${tree}:${path}`], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(joined).toBe('\uFEFFone\r\ntwo\r\nours\r\ntheirs\r\n');
});
