import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { overwriteText, writeGenerated, writeSource } from '../../src/files/write.ts';
import { scratch } from '../support/scratch.ts';

type Write = (file: string, text: string) => Promise<unknown>;

const generate: Write = async (file, text) => {
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await writeGenerated(dirname(file), [{ path: basename(file), text }], false);
  log.mockRestore();
};

const WRITERS: readonly (readonly [name: string, write: Write])[] = [
  ['writeSource, as validate --fix', writeSource],
  ['overwriteText, as init and import', overwriteText],
  ['writeGenerated, as forms generate', generate],
];

test.each(WRITERS)('%s: a file keeps its line ends and its byte order mark', async (_, write) => {
  const folder = scratch({ 'windows.md': '\uFEFFone\r\ntwo\r\n', 'unix.md': 'one\ntwo\n' });
  for (const name of ['windows.md', 'unix.md', 'new.md']) {
    if (name !== 'new.md' || write !== writeSource) await write(join(folder, name), 'three\nfour\n');
  }
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  expect(read('windows.md')).toBe('\uFEFFthree\r\nfour\r\n');
  expect(read('unix.md')).toBe('three\nfour\n');
  if (write !== writeSource) expect(read('new.md')).toBe('three\nfour\n');
});

test('writeGenerated: a file that only differs in its line ends is current', async () => {
  const folder = scratch({ 'form.yml': '\uFEFFone\r\n' });
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await writeGenerated(folder, [{ path: 'form.yml', text: 'one\n' }], true)).toBe(0);
  expect(log).not.toHaveBeenCalled();
  log.mockRestore();
});

/**
 * What writes text into files. These keep line ends: `files/write.ts`, `git/write.ts` (test/git/write.test.ts) and
 * `pull-requests/io/perform.ts` (test/pull-requests/io/perform.test.ts). The others write files that no person edits, or new
 * ones.
 */
const TEXT_WRITERS = [
  ...[
    'cli/export.ts',
    'cli/import.ts',
    'cli/wording-eval.ts',
    'delivery-log/io/log-store.ts',
    'files/folder-lock.ts',
    'files/run-record.ts',
    'files/write.ts',
    'git/merge-trees.ts',
    'git/write.ts',
    'on-call/io/kept-lists.ts',
    'publication-history/io/cache.ts',
  ],
  ...[
    'pull-requests/io/perform.ts',
    'pull-requests/io/preview/build-preview.ts',
    'pull-requests/io/preview/comment-preview.ts',
    'response/io/answers.ts',
    'response/io/drafts.ts',
    'response/io/prompt.ts',
    'setup/io/prove.ts',
    'site/build-cache.ts',
  ],
  ...['site/og/draw-cards.ts'],
];

test('no other module writes files', () => {
  const root = fileURLToPath(new URL('../../src/', import.meta.url));
  const calls =
    /\bwriteFile(?:Sync)?\(|\bcreateWriteStream\(|'hash-object'|createOrUpdateFileContents|createBlob/;
  const found = globSync('**/*.ts', { cwd: root }).filter((path) =>
    calls.test(readFileSync(root + path, 'utf8')),
  );
  expect(found.toSorted()).toEqual(TEXT_WRITERS);
});
