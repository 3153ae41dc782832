import { crc32, deflateSync } from 'node:zlib';
import type { PublicSite } from '../status/status-view.ts';

/** The link colour of pages without an accent. */
const DEFAULT_COLOUR = '#1d4f91';

/** The sizes in pixels: of `favicon.ico`, of the icon on a phone's home screen, and of the one in the manifest. */
export const ICON_SIZES = { favicon: 32, touch: 180, manifest: 512 } as const;

export function iconColour({ accent }: Pick<PublicSite, 'accent'>): string {
  return accent?.light ?? DEFAULT_COLOUR;
}

/** A check mark in a white disc on the company's colour, as a PNG without transparency. It shows no state: devices keep it. */
export function drawIcon(site: Pick<PublicSite, 'accent'>, size: number): Uint8Array {
  const ground = hexToRgb(iconColour(site));
  // Each row begins with a byte for its filter: 0, unfiltered.
  const rows = new Uint8Array(size * (1 + 3 * size));
  let at = 0;
  for (let y = 0; y < size; y += 1) {
    at += 1;
    for (let x = 0; x < size; x += 1) {
      const white = whiteAt((x + 0.5) / size, (y + 0.5) / size, size);
      for (const part of ground) rows[at++] = Math.round(part + (255 - part) * white);
    }
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, size);
  header.setUint32(4, size);
  // 8 bits each of red, green and blue.
  header.setUint8(8, 8);
  header.setUint8(9, 2);
  return concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk('IHDR', new Uint8Array(header.buffer)),
    pngChunk('IDAT', deflateSync(rows, { level: 9 })),
    pngChunk('IEND', new Uint8Array()),
  ]);
}

/** A PNG as the only image of an `.ico`. */
export function toIco(png: Uint8Array, size: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(22));
  header.setUint16(2, 1, true);
  header.setUint16(4, 1, true);
  header.setUint8(6, size % 256);
  header.setUint8(7, size % 256);
  header.setUint16(10, 1, true);
  header.setUint16(12, 24, true);
  header.setUint32(14, png.length, true);
  header.setUint32(18, 22, true);
  return concat([new Uint8Array(header.buffer), png]);
}

const CHECK = [
  [0.34, 0.52],
  [0.46, 0.63],
  [0.66, 0.39],
] as const;

/** How much of a pixel is white, from 0 to 1. */
function whiteAt(x: number, y: number, size: number): number {
  const disc = cover(0.36 - lengthOf(x - 0.5, y - 0.5), size);
  if (disc === 0) return 0;
  const [start, corner, end] = CHECK;
  const distance = Math.min(distanceToLine(x, y, start, corner), distanceToLine(x, y, corner, end));
  return disc * (1 - cover(0.045 - distance, size));
}

type Point = readonly [number, number];

function distanceToLine(x: number, y: number, [x1, y1]: Point, [x2, y2]: Point): number {
  const [width, height] = [x2 - x1, y2 - y1];
  const along = ((x - x1) * width + (y - y1) * height) / (width * width + height * height);
  const part = Math.min(1, Math.max(0, along));
  return lengthOf(x - x1 - part * width, y - y1 - part * height);
}

/** `Math.hypot` takes ten times as long, to be right for sizes that no icon has. */
function lengthOf(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** How much of a pixel is inside, from 0 to 1. @param inside the distance to the edge, as a share of the size */
function cover(inside: number, size: number): number {
  return Math.min(1, Math.max(0, inside * size + 0.5));
}

function hexToRgb(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const named = concat([new TextEncoder().encode(type), data]);
  const ends = new DataView(new ArrayBuffer(8));
  ends.setUint32(0, data.length);
  ends.setUint32(4, crc32(named));
  return concat([new Uint8Array(ends.buffer, 0, 4), named, new Uint8Array(ends.buffer, 4, 4)]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
