/**
 * In pixels, as a browser shows the picture; and whether it contains the place where it was taken.
 *
 * This isn't read by the package image-size: it gives the first tile of an AVIF and not the whole, takes a damaged JPEG and a PNG
 * that only Apple's programs show, doesn't turn a picture as its camera was held, and says nothing of places. It reads
 * twenty kinds of files, two of which could make it run without end (CVE-2025-71319, CVE-2025-71329).
 */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly hasLocation?: true;
}

export type PictureKind = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif';

/** What kind of picture the bytes are, whatever the name of the file; undefined for everything else. */
export function detectPictureKind(bytes: Uint8Array): PictureKind | undefined {
  const start = readLatin1(bytes, 0, 12);
  if (start.startsWith('\u0089PNG\r\n\u001A\n')) return 'png';
  if (start.startsWith('\u00FF\u00D8\u00FF')) return 'jpeg';
  if (/^GIF8[79]a/.test(start)) return 'gif';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'webp';
  return /^....ftypavi[fs]/s.test(start) ? 'avif' : undefined;
}

/** The size of a picture; undefined if the file is damaged or cut off before it. */
export function readPictureSize(kind: PictureKind, bytes: Uint8Array): PictureSize | undefined {
  try {
    return SIZE_READERS[kind](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes);
  } catch (error) {
    // A number beyond the end of the file.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type SizeReader = (view: DataView, bytes: Uint8Array) => PictureSize | undefined;

const SIZE_READERS: Readonly<Record<PictureKind, SizeReader>> = {
  png: (view, bytes) =>
    readLatin1(bytes, 12, 16) === 'IHDR'
      ? { width: view.getUint32(16), height: view.getUint32(20) }
      : undefined,
  gif: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  jpeg: readJpegSize,
  webp: readWebpSize,
  avif: (view, bytes) => readAvifSize(view, bytes, 0, bytes.length),
};

/** Walks the segments up to the frame header. A camera may have turned the picture. */
function readJpegSize(view: DataView, bytes: Uint8Array): PictureSize | undefined {
  let exif: ExifFacts = { isTurned: false, hasLocation: false };
  for (let at = 2; at < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    // Fill bytes.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return undefined;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      const size = exif.isTurned ? { width: height, height: width } : { width, height };
      return exif.hasLocation ? { ...size, hasLocation: true } : size;
    }
    const isExif = marker === 0xe1 && readLatin1(bytes, at + 4, at + 10) === 'Exif\0\0';
    if (isExif) exif = readExif(view, at + 10);
    at += 2 + length;
  }
  return undefined;
}

interface ExifFacts {
  readonly isTurned: boolean;
  readonly hasLocation: boolean;
}

const ORIENTATION_TAG = 0x0112;
const LOCATION_TAG = 0x8825;
const MAX_EXIF_TAGS = 200;

/** A picture with damaged facts is still a picture. @param start where the TIFF header begins */
function readExif(view: DataView, start: number): ExifFacts {
  let isTurned = false;
  let hasLocation = false;
  if (start + 8 > view.byteLength) return { isTurned, hasLocation };
  const isLittle = view.getUint16(start) === 0x4949;
  const folder = start + view.getUint32(start + 4, isLittle);
  if (folder + 2 > view.byteLength) return { isTurned, hasLocation };
  const count = Math.min(MAX_EXIF_TAGS, view.getUint16(folder, isLittle));
  for (let index = 0; index < count; index += 1) {
    const entry = folder + 2 + index * 12;
    if (entry + 12 > view.byteLength) break;
    const tag = view.getUint16(entry, isLittle);
    if (tag === ORIENTATION_TAG) isTurned = view.getUint16(entry + 8, isLittle) >= 5;
    if (tag === LOCATION_TAG) hasLocation = true;
  }
  return { isTurned, hasLocation };
}

function readWebpSize(view: DataView, bytes: Uint8Array): PictureSize | undefined {
  const chunk = readLatin1(bytes, 12, 16);
  if (chunk === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk !== 'VP8X') return undefined;
  const side = (at: number): number => (view.getUint16(at, true) | (view.getUint8(at + 2) << 16)) + 1;
  return { width: side(24), height: side(27) };
}

/** The boxes of an AVIF that hold others, with the number of bytes before the first. */
const AVIF_FOLDERS: Readonly<Record<string, number>> = { meta: 12, iprp: 8, ipco: 8 };

/** The largest `ispe` box: a picture in tiles has one for each tile and one for the whole. */
function readAvifSize(
  view: DataView,
  bytes: Uint8Array,
  from: number,
  until: number,
): PictureSize | undefined {
  let largest: PictureSize | undefined;
  for (let at = from; at + 8 <= until;) {
    const length = view.getUint32(at);
    const name = readLatin1(bytes, at + 4, at + 8);
    if (length < 8 || at + length > until) break;
    const inner = AVIF_FOLDERS[name];
    const found =
      name === 'ispe'
        ? { width: view.getUint32(at + 12), height: view.getUint32(at + 16) }
        : inner === undefined
          ? undefined
          : readAvifSize(view, bytes, at + inner, at + length);
    if (found && found.width * found.height > (largest ? largest.width * largest.height : 0)) largest = found;
    at += length;
  }
  return largest;
}

function readLatin1(bytes: Uint8Array, from: number, until: number): string {
  return String.fromCharCode(...bytes.subarray(from, until));
}
