import { checkPicture, createFault, isPictureEntry, MAX_PICTURE_BYTES } from '../content/pictures/picture.ts';
import type { PictureFile } from '../content/pictures/picture.ts';
import { describePicture } from '../files/read-pictures.ts';
import { LINK_OUT } from '../files/read-source.ts';
import { PICTURE_FOLDER } from '../text/local-picture.ts';
import { openBlobReader } from './blobs.ts';
import { readGitOutput } from './run.ts';

/**
 * Checks every file in `media/` of a content root at a commit or tree, as `readPictures` does for the folder. Links are
 * not followed.
 * @throws GitError
 */
export async function readPicturesAt(root: string, tree: string): Promise<PictureFile[]> {
  const list = await readGitOutput(root, ['ls-tree', '-r', '-l', '-z', tree, '--', PICTURE_FOLDER]);
  const blobs = openBlobReader(root);
  try {
    const answers = list.split('\0').flatMap((line): Promise<PictureFile>[] => {
      const [, mode = '', blob = '', size = '', path = ''] =
        /^(\d+) \w+ (\w+) +(\d+|-)\t(.*)$/s.exec(line) ?? [];
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (path === '' || !isPictureEntry(name)) return [];
      if (!mode.startsWith('100'))
        return [Promise.resolve({ path, fault: createFault(LINK_OUT, 'Put the picture itself there.') })];
      // Its bytes aren't needed to see that it is too large.
      const bytes =
        Number(size) > MAX_PICTURE_BYTES
          ? Promise.resolve(new Uint8Array(MAX_PICTURE_BYTES + 1))
          : blobs.readBytes(blob);
      return [bytes.then((found) => describePicture(path, checkPicture(path, found ?? new Uint8Array())))];
    });
    const [pictures] = await Promise.all([Promise.all(answers), blobs.close()]);
    return pictures;
  } finally {
    blobs.stop();
  }
}
