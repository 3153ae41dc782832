/** The first bytes of pictures, as far as their size is in them. */

export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function number(value: number, bytes: number): string {
  const digits = Array.from({ length: bytes }, (_, at) => (value >>> (8 * (bytes - 1 - at))) & 0xff);
  return String.fromCharCode(...digits);
}

function littleNumber(value: number, bytes: number): string {
  return [...number(value, bytes)].toReversed().join('');
}

export function createPng(width: number, height: number): Uint8Array {
  return latin1(
    `\u0089PNG\r\n\u001A\n${number(13, 4)}IHDR${number(width, 4)}${number(height, 4)}\u0008\u0002\0\0\0`,
  );
}

export interface ExifTags {
  readonly orientation?: number;
  readonly hasLocation?: boolean;
}

export function createJpeg(width: number, height: number, exif?: ExifTags): Uint8Array {
  const frame = `\u00FF\u00C0${number(17, 2)}\u0008${number(height, 2)}${number(width, 2)}\u0003`;
  return latin1(`\u00FF\u00D8${exif ? createExif(exif) : ''}\u00FF\u00DB${number(4, 2)}\0\0${frame}`);
}

function createExif({ orientation, hasLocation = false }: ExifTags): string {
  const tags = [
    ...(orientation === undefined
      ? []
      : [`${number(0x0112, 2)}${number(3, 2)}${number(1, 4)}${number(orientation, 2)}\0\0`]),
    ...(hasLocation ? [`${number(0x8825, 2)}${number(4, 2)}${number(1, 4)}${number(90, 4)}`] : []),
  ];
  const body = `Exif\0\0MM\0*${number(8, 4)}${number(tags.length, 2)}${tags.join('')}`;
  return `\u00FF\u00E1${number(body.length + 2, 2)}${body}`;
}

export function createWebp(chunk: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): Uint8Array {
  const size = {
    'VP8 ': `\0\0\0\u009D\u0001*${littleNumber(width, 2)}${littleNumber(height, 2)}`,
    VP8L: `/${littleNumber((width - 1) | ((height - 1) << 14), 4)}`,
    VP8X: `\0\0\0\0${littleNumber(width - 1, 3)}${littleNumber(height - 1, 3)}`,
  }[chunk];
  return latin1(`RIFF\0\0\0\0WEBP${chunk}\0\0\0\0${size}`);
}

/** @param sizes of the tiles and of the whole picture */
export function createAvif(sizes: readonly (readonly [number, number])[]): Uint8Array {
  const box = (name: string, body: string): string => number(body.length + 8, 4) + name + body;
  const properties = sizes.map(([width, height]) =>
    box('ispe', `\0\0\0\0${number(width, 4)}${number(height, 4)}`),
  );
  const meta = box('meta', `\0\0\0\0${box('iprp', box('ipco', properties.join('')))}`);
  return latin1(box('ftyp', 'avif\0\0\0\0') + meta);
}
