import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPictures } from '../../../src/files/read-pictures.ts';
import { readPicturesAt } from '../../../src/git/read-pictures-at.ts';
import { restorePictures } from '../../../src/site/fallback/restore-pictures.ts';
import { createPng } from '../../support/pictures.ts';
import { scratch } from '../../support/scratch.ts';
import { git } from '../../support/shop-site.ts';

const PATHS = ['media/good.png', 'media/broken.png', 'media/deleted.png', 'media/never.png'];

test('V6.4 a broken picture is shown as it last was, and a deleted one is not shown', async () => {
  const root = realpathSync(
    scratch({
      'media/good.png': createPng(8, 4),
      'media/broken.png': createPng(16, 4),
      'media/deleted.png': createPng(32, 4),
      'media/chart.svg': '<svg/>',
    }),
  );
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'Begin');
  // The same findings from the folder and from a commit.
  expect(await readPicturesAt(root, 'HEAD')).toEqual(await readPictures(root));
  writeFileSync(join(root, 'media', 'broken.png'), 'half a download');
  rmSync(join(root, 'media', 'deleted.png'));
  const pictures = await restorePictures(root, PATHS);
  expect([...pictures].map(([path, { width }]) => [path, width])).toEqual([
    ['media/good.png', 8],
    ['media/broken.png', 16],
  ]);
});

test('without git, a broken picture is not shown', async () => {
  const root = scratch({ 'media/good.png': createPng(8, 4), 'media/broken.png': 'half a download' });
  expect([...(await restorePictures(root, PATHS)).keys()]).toEqual(['media/good.png']);
});
