import { PICTURE_FOLDER } from '../../text/local-picture.ts';
import { detectPictureKind, readPictureSize } from './picture-size.ts';
import type { PictureKind, PictureSize } from './picture-size.ts';

export interface Picture extends PictureSize {
  readonly kind: PictureKind;
  readonly bytes: Uint8Array;
}

/** A file in `media/` as it was checked. Its bytes are read again when a page needs them. */
export interface PictureFile {
  /** In the content root, such as `media/chart.png`. */
  readonly path: string;
  readonly size?: PictureSize;
  /** A hash of its bytes. */
  readonly version?: string;
  /** Why it can't be published, in a sentence, and what to do. */
  readonly fault?: PictureFault;
}

export interface PictureFault {
  readonly message: string;
  readonly help: string;
  /** Whether the file was meant to be a picture; other files do no harm. */
  readonly isPicture: boolean;
}

/** Readers with a bad connection load every picture of an incident. */
export const MAX_PICTURE_BYTES = 1_000_000;
const MAX_PIXELS_PER_SIDE = 8000;
const MAX_PIXELS = 25_000_000;

/** The extensions of each kind, the usual one first. */
export const EXTENSIONS: Readonly<Record<PictureKind, readonly string[]>> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  gif: ['gif'],
  webp: ['webp'],
  avif: ['avif'],
};

const PICTURE_EXTENSIONS: readonly string[] = Object.values(EXTENSIONS).flat();

export const PICTURE_TYPES: Readonly<Record<PictureKind, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};

/** Whether a file in `media/` is looked at: hidden files and READMEs are for the team. */
export function isPictureEntry(name: string): boolean {
  return !/^(?:\.|readme(?:\.|$))/i.test(name);
}

/** Names that every host, every file system and every address spells the same way. */
const PLAIN_PATH = /^media(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}){1,5}$/;

/** Whether a path in `media/` can stay as it is for a picture with this extension or another one of its kind. */
export function isPicturePath(path: string, extension: string): boolean {
  const kind = Object.values(EXTENSIONS).find((list) => list.includes(extension));
  return PLAIN_PATH.test(path) && (kind?.includes(extensionOf(path)) ?? false);
}

/** Decides by the content and the name of a file whether it can be published. */
export function checkPicture(path: string, bytes: Uint8Array): Picture | PictureFault {
  const name = checkPictureName(path);
  if (name) return name;
  if (bytes.length > MAX_PICTURE_BYTES)
    return createFault(
      `It is larger than ${MAX_PICTURE_BYTES / 1e6} MB.`,
      'Make it smaller: a width of 1,600 pixels is enough for every screen.',
    );
  const kind = detectPictureKind(bytes);
  if (!kind)
    return createFault('Its content is not PNG, JPEG, GIF, WebP or AVIF.', 'Export it again as PNG or JPEG.');
  const extension = extensionOf(path);
  if (!EXTENSIONS[kind].includes(extension))
    return createFault(
      `Its content is ${kind.toUpperCase()}, but its name ends in ".${extension}".`,
      `Rename it to ${path.slice(0, -extension.length)}${EXTENSIONS[kind][0]!}.`,
    );
  const size = readPictureSize(kind, bytes);
  if (!size || !(size.width > 0 && size.height > 0))
    return createFault('It is damaged or cut off: its size is not in it.', 'Export it again.');
  const { width, height } = size;
  if (Math.max(width, height) > MAX_PIXELS_PER_SIDE || width * height > MAX_PIXELS)
    return createFault(
      `It is ${width} × ${height} pixels, more than phones can show.`,
      'Make it smaller: a width of 1,600 pixels is enough for every screen.',
    );
  return { ...size, kind, bytes };
}

function checkPictureName(path: string): PictureFault | undefined {
  const extension = extensionOf(path);
  if (extension === 'svg')
    return createFault(
      'SVG is not published, because it can hold scripts and load from other sites.',
      'Export it as PNG.',
    );
  if (!PICTURE_EXTENSIONS.includes(extension))
    return {
      message: `This is not a picture, so it is not published: ${PICTURE_FOLDER}/ holds the pictures of the texts.`,
      help: `Move it to another folder. Pictures end in ${PICTURE_EXTENSIONS.map((one) => `.${one}`).join(', ')}.`,
      isPicture: false,
    };
  if (!PLAIN_PATH.test(path))
    return createFault(
      'Its name has characters that addresses write in other ways.',
      'Rename it: letters from A to Z, digits, "-", "_" and "." only.',
    );
  return undefined;
}

function extensionOf(path: string): string {
  return /\.([^./]*)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

export function createFault(message: string, help: string): PictureFault {
  return { message, help, isPicture: true };
}
