import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openOutputFolder } from '../../src/site/output-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'candor-output-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The id of a process that has ended. */
const ENDED = spawnSync('true').pid;

function site(name: string): string {
  const out = join(folder, name, 'dist');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'index.html'), 'old');
  writeFileSync(join(out, 'kept.html'), 'kept');
  return out;
}

test('the site is the old one until the new one replaces it, with the files that were kept', async () => {
  const out = site('swap');
  const { side, keep, publish } = await openOutputFolder(out);
  writeFileSync(join(side, 'index.html'), 'new');
  keep('kept.html');
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('old');
  expect(await publish()).toBe(true);
  expect(readdirSync(out).toSorted()).toEqual(['index.html', 'kept.html']);
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('new');
  expect(readdirSync(join(out, '..'))).toEqual(['dist']);
});

test('a build that fails leaves the site and nothing else', async () => {
  const out = site('fails');
  const { side, discard } = await openOutputFolder(out);
  writeFileSync(join(side, 'index.html'), '');
  await discard();
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('old');
  expect(readdirSync(join(out, '..'))).toEqual(['dist']);
});

test('what a killed build has left is removed, what a running build writes to stays', async () => {
  const out = site('killed');
  const parent = join(out, '..');
  for (const name of [
    `.dist.new-${ENDED}-aaaa1111`,
    `.dist.old-${ENDED}-aaaa1111`,
    `.dist.new-${process.pid}-bbbb2222`,
    '.dist.mine',
  ])
    mkdirSync(join(parent, name));
  const { discard } = await openOutputFolder(out);
  await discard();
  expect(readdirSync(parent).toSorted()).toEqual(['.dist.mine', `.dist.new-${process.pid}-bbbb2222`, 'dist']);
});

test('a site that a killed build had moved away is put back', async () => {
  const out = site('moved');
  renameSync(out, join(out, '..', `.dist.old-${ENDED}-aaaa1111`));
  const { discard } = await openOutputFolder(out);
  await discard();
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('old');
});

test('two builds at once leave the whole site of one of them', async () => {
  const out = site('twice');
  const builds = await Promise.all([openOutputFolder(out), openOutputFolder(out), openOutputFolder(out)]);
  for (const [at, { side }] of builds.entries()) {
    writeFileSync(join(side, 'index.html'), `new ${at}`);
    writeFileSync(join(side, 'more.html'), `new ${at}`);
  }
  await Promise.all(builds.map(({ publish }) => publish()));
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe(readFileSync(join(out, 'more.html'), 'utf8'));
  expect(readdirSync(join(out, '..'))).toEqual(['dist']);
});

test('a linked folder and the worktree of a branch stay what they are', async () => {
  const out = site('linked');
  writeFileSync(join(out, '.git'), 'gitdir: elsewhere\n');
  const link = join(folder, 'linked', 'public');
  symlinkSync('dist', link);
  const { side, publish } = await openOutputFolder(link);
  writeFileSync(join(side, 'index.html'), 'new');
  await publish();
  expect(readFileSync(join(link, 'index.html'), 'utf8')).toBe('new');
  expect(readFileSync(join(out, '.git'), 'utf8')).toBe('gitdir: elsewhere\n');
  expect(existsSync(join(out, 'kept.html'))).toBe(false);
});

test('a site is updated in place: what is neither written nor kept goes, and a file may become a folder', async () => {
  const out = site('in-place');
  for (const name of ['old/deep', 'was-folder']) mkdirSync(join(out, name), { recursive: true });
  for (const name of ['old/deep/a.html', 'was-folder/b.html', 'was-file', '.git'])
    writeFileSync(join(out, name), 'old');
  const { side, keep, publish } = await openOutputFolder(out);
  mkdirSync(join(side, 'was-file/x'), { recursive: true });
  for (const name of ['was-file/x/c.html', 'was-folder', 'index.html'])
    writeFileSync(join(side, name), 'new');
  keep('kept.html');
  expect(await publish()).toBe(true);
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(files.map((one) => join(one.parentPath, one.name).slice(out.length + 1)).toSorted()).toEqual([
    '.git',
    'index.html',
    'kept.html',
    'was-file/x/c.html',
    'was-folder',
  ]);
  expect(existsSync(join(out, 'old'))).toBe(false);
  expect(readdirSync(join(out, '..'))).toEqual(['dist']);
});

test('a build doesn’t keep files of a site that another build has replaced meanwhile', async () => {
  const out = site('outrun');
  const [slow, fast] = [await openOutputFolder(out), await openOutputFolder(out)];
  for (const { side, keep } of [slow, fast]) {
    writeFileSync(join(side, 'index.html'), side);
    keep('kept.html');
  }
  expect(await fast.publish()).toBe(true);
  expect(await slow.publish()).toBe(false);
  await slow.discard();
  expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe(fast.side);
});
