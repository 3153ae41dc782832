import { realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MAX_PICTURE_BYTES } from '../../src/content/pictures/picture.ts';
import { readPictures } from '../../src/files/read-pictures.ts';
import { createPng } from '../support/pictures.ts';
import { scratch } from '../support/scratch.ts';

test('every file in media/ is checked; one that a link takes out of the root is refused', async () => {
  const outside = scratch({ 'secret.png': createPng(8, 4) });
  const root = realpathSync(
    scratch({
      'media/a.png': createPng(8, 4),
      'media/2026/b.png': createPng(80, 40),
      'media/large.png': new Uint8Array(MAX_PICTURE_BYTES + 1),
      'media/README.md': 'Pictures.',
      'media/.DS_Store': 'x',
    }),
  );
  symlinkSync(join(outside, 'secret.png'), join(root, 'media', 'out.png'));
  symlinkSync(join(root, 'media', 'a.png'), join(root, 'media', 'in.png'));
  symlinkSync(join(root, 'nowhere.png'), join(root, 'media', 'broken.png'));
  const found = await readPictures(root);
  expect(found.map(({ path, size, fault }) => [path, size?.width ?? fault?.message])).toEqual([
    ['media/2026/b.png', 80],
    ['media/a.png', 8],
    ['media/broken.png', 'There is no such file.'],
    ['media/in.png', 8],
    ['media/large.png', 'It is larger than 1 MB.'],
    ['media/out.png', 'This symbolic link leads out of the repository.'],
  ]);
  expect(found[1]!.version).toBe(found[3]!.version);
});

test('a folder media/ that is a link out of the root is refused as a whole, and a missing one is empty', async () => {
  const outside = scratch({ 'a.png': createPng(8, 4) });
  const root = realpathSync(scratch());
  expect(await readPictures(root)).toEqual([]);
  symlinkSync(outside, join(root, 'media'));
  expect(await readPictures(root)).toMatchObject([{ path: 'media', fault: { isPicture: true } }]);
});
