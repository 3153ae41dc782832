import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runGit } from '../../../src/git/write.ts';
import { hashText } from '../../../src/setup/managed-files.ts';
import { readGeneratedTexts } from '../../../src/setup/io/generated-texts.ts';
import { scratch } from '../../support/scratch.ts';

const PATH = '.github/workflows/deploy.yml';
const WRITTEN = 'on: push\njobs: {}\n';

async function repository(...versions: string[]): Promise<string> {
  const root = scratch({ [PATH]: versions[0]! });
  await runGit(root, ['init', '-q']);
  for (const text of versions) {
    writeFileSync(join(root, PATH), text);
    await runGit(root, ['add', '-A']);
    await runGit(root, ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'x']);
  }
  return root;
}

test.each([
  ['that a person changed, as it was committed', ['old\n', WRITTEN, 'mine\n'], 'mine\n', WRITTEN],
  ['that is as Candor wrote it: nothing', [WRITTEN], WRITTEN, undefined],
  ['that was committed only with the change: nothing', ['mine\n'], 'mine\n', undefined],
])('the text that Candor wrote, of a file %s', async (_name, versions, now, expected) => {
  const root = await repository(...versions);
  const manifest = { version: '1.0.0', files: { [PATH]: hashText(WRITTEN) } };
  const found = await readGeneratedTexts(root, new Map([[PATH, now]]), manifest);
  expect(found.get(PATH)).toBe(expected);
});

test('a folder without git has no such texts', async () => {
  const root = scratch({ [PATH]: 'mine\n' });
  const manifest = { version: '1.0.0', files: { [PATH]: hashText(WRITTEN) } };
  expect((await readGeneratedTexts(root, new Map([[PATH, 'mine\n']]), manifest)).size).toBe(0);
});
