import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { overwriteText, writeSource } from '../../src/files/write.ts';
import { scratch } from '../support/scratch.ts';

const WRITERS = [
  ['writeSource, as validate --fix', writeSource],
  ['overwriteText, as init and import', overwriteText],
] as const;

test.each(WRITERS)('%s: a file keeps its line ends and its byte order mark', async (_, write) => {
  const folder = scratch({ 'windows.md': '\uFEFFone\r\ntwo\r\n', 'unix.md': 'one\ntwo\n' });
  for (const name of ['windows.md', 'unix.md', 'new.md']) {
    if (name !== 'new.md' || write === overwriteText) await write(join(folder, name), 'three\nfour\n');
  }
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  expect(read('windows.md')).toBe('\uFEFFthree\r\nfour\r\n');
  expect(read('unix.md')).toBe('three\nfour\n');
});
