import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { checkPicture, EXTENSIONS, MAX_PICTURE_BYTES } from '../../content/pictures/picture.ts';
import { detectPictureKind } from '../../content/pictures/picture-size.ts';
import type { MediaPlan, SourceMediaFile } from '../media.ts';

/** Checks each picture of a source by its content. @param media where each is, by its path in the source's folder */
export async function readMedia(media: ReadonlyMap<string, string>): Promise<SourceMediaFile[]> {
  const files: SourceMediaFile[] = [];
  for (const [path, file] of media) {
    const bytes = new Uint8Array(await buffer(createReadStream(file, { end: MAX_PICTURE_BYTES })));
    const kind = detectPictureKind(bytes);
    const extension = kind ? EXTENSIONS[kind][0]! : path.slice(path.lastIndexOf('.') + 1);
    // It gets another name anyway.
    const picture = checkPicture(`media/picture.${extension}`, bytes);
    files.push(
      'bytes' in picture
        ? { path, extension, version: hash('sha256', bytes).slice(0, 16) }
        : { path, fault: picture.isPicture ? `${picture.message} ${picture.help}` : 'It is not a picture.' },
    );
  }
  return files;
}

/** Copies the pictures that are in use. */
export async function copyMedia(
  root: string,
  plan: MediaPlan,
  media: ReadonlyMap<string, string>,
  used: ReadonlySet<string>,
): Promise<void> {
  for (const [path, place] of plan) {
    if (!('target' in place) || !used.has(place.target)) continue;
    const target = join(root, place.target);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(media.get(path)!, target);
  }
}
