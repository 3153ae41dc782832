import { hash } from 'node:crypto';
import { open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPicture, createFault, isPictureEntry, MAX_PICTURE_BYTES } from '../content/pictures/picture.ts';
import type { Picture, PictureFile } from '../content/pictures/picture.ts';
import { PICTURE_FOLDER } from '../text/local-picture.ts';
import { listFolder } from './list-folder.ts';
import { pathInside } from './path-inside.ts';
import { explainReadError, LINK_OUT, relativePath } from './read-source.ts';

/** Checks every file in `media/` of a content root, without keeping its bytes. Hidden files and READMEs are left out. */
export async function readPictures(root: string): Promise<PictureFile[]> {
  const { files, unreadable } = await listFolder(root, PICTURE_FOLDER);
  const pictures: PictureFile[] = unreadable.map(({ path, unreadable: message = '' }) => ({
    path,
    fault: createFault(message, 'Put a folder there that can be read.'),
  }));
  for (const { name, path } of files) {
    if (!isPictureEntry(name)) continue;
    const inRoot = relativePath(root, path);
    pictures.push(describePicture(inRoot, await readPicture(root, inRoot)));
  }
  return pictures.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** What is known of a picture, without its bytes. */
export function describePicture(path: string, picture: Picture | PictureFile['fault']): PictureFile {
  if (!picture || !('bytes' in picture)) return { path, ...(picture && { fault: picture }) };
  const { bytes, kind: _, ...size } = picture;
  return { path, size, version: hash('sha256', bytes).slice(0, 16) };
}

/** Reads and checks one picture. A link out of the root is refused. */
export async function readPicture(
  root: string,
  path: string,
): Promise<Picture | NonNullable<PictureFile['fault']>> {
  const file = await realpath(join(root, path)).catch(() => undefined);
  if (file === undefined) return createFault('There is no such file.', 'Add it, or restore it from git.');
  if (!pathInside(root, file)) return createFault(LINK_OUT, 'Put the picture itself there.');
  const bytes = await readStart(file, MAX_PICTURE_BYTES + 1).catch((error: unknown) =>
    explainReadError(error, path),
  );
  return typeof bytes === 'string'
    ? createFault(bytes, 'Put a picture there that can be read.')
    : checkPicture(path, bytes);
}

async function readStart(file: string, length: number): Promise<Uint8Array | string> {
  const handle = await open(file);
  try {
    // A pipe or a device would block or never end.
    const stats = await handle.stat();
    if (!stats.isFile()) return 'This is not a file.';
    const bytes = Buffer.alloc(Math.min(stats.size, length));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return new Uint8Array(bytes.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}
