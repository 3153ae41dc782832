import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPicture } from '../../content/pictures/picture.ts';
import type { Picture } from '../../content/pictures/picture.ts';
import { readPicture } from '../../files/read-pictures.ts';
import { readBlobBytes } from '../../git/blobs.ts';
import { readFileVersions } from '../../git/file-versions.ts';
import { PICTURE_FOLDER } from '../../text/local-picture.ts';

/**
 * The bytes of pictures by their path in the content root. One that can't be shown is replaced by its last valid version, if
 * git knows one (V6.4). One that was deleted stays away: it may have shown something private.
 */
export async function restorePictures(
  root: string,
  paths: Iterable<string>,
): Promise<ReadonlyMap<string, Picture>> {
  const folder = await realpath(root);
  const pictures = new Map<string, Picture>();
  const lost: string[] = [];
  for (const path of paths) {
    const picture = await readPicture(folder, path);
    if ('bytes' in picture) pictures.set(path, picture);
    else if (await lstat(join(folder, path)).catch(() => undefined)) lost.push(path);
  }
  if (lost.length === 0) return pictures;
  const versions = await readFileVersions(folder, [PICTURE_FOLDER], (path) => path);
  for (const path of lost) {
    for (const { blob } of versions.get(path) ?? []) {
      const bytes = blob === undefined ? undefined : await readBlobBytes(folder, blob);
      const picture = bytes && checkPicture(path, bytes);
      if (!picture || !('bytes' in picture)) continue;
      pictures.set(path, picture);
      break;
    }
  }
  return pictures;
}
