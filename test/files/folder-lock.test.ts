import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withFolderLock } from '../../src/files/folder-lock.ts';
import { scratch } from '../support/scratch.ts';

test('work with the same lock never overlaps', async () => {
  const lock = join(scratch(), 'lock');
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await setTimeout(5);
    log.push(`${name} ends`);
  };
  await Promise.all(['a', 'b', 'c'].map((name) => withFolderLock(lock, work(name))));
  expect(log.filter((_, at) => at % 2 === 0).map((line) => line.replace('begins', 'ends'))).toEqual(
    log.filter((_, at) => at % 2 === 1),
  );
  expect(existsSync(lock)).toBe(false);
});

test('the lock of a process that has ended doesn’t count, and work that fails leaves none', async () => {
  const lock = join(scratch(), 'lock');
  writeFileSync(lock, String(spawnSync('true').pid));
  await expect(withFolderLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});
