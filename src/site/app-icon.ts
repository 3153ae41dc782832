import { crc32, deflateSync } from 'node:zlib';
import type { PublicSite } from '../status/status-view.ts';

/** The link colour of pages without an accent. */
const DEFAULT_COLOUR = '#1d4f91';

/** The sizes in pixels: of `favicon.ico`, of the icon on a phone's home screen, and of the one in the manifest. */
export const ICON_SIZES = { favicon: 32, touch: 180, manifest: 512 } as const;

export function iconColour({ accent }: Pick<PublicSite, 'accent'>): string {
  return accent?.light ?? DEFAULT_COLOUR;
}

/**
 * A check mark in a white disc on the company's colour, as a PNG without transparency. It shows no state: devices keep it. Its
 * pixels are places in a palette from that colour to white, which take a third of the time to compress.
 */
export function drawIcon(site: Pick<PublicSite, 'accent'>, size: number): Uint8Array {
  const ground = hexToRgb(iconColour(site));
  const palette = Uint8Array.from({ length: 3 * 256 }, (_, index) => {
    const part = ground[index % 3]!;
    return Math.round(part + ((255 - part) * Math.floor(index / 3)) / 255);
  });
  // Each row begins with a byte for its filter: 0, unfiltered.
  const rows = new Uint8Array(size * (1 + size));
  let at = 0;
  for (let y = 0; y < size; y += 1) {
    at += 1;
    for (let x = 0; x < size; x += 1)
      rows[at++] = Math.round(255 * whiteAt((x + 0.5) / size, (y + 0.5) / size, size));
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, size);
  header.setUint32(4, size);
  // 8 bits, which are a place in the palette.
  header.setUint8(8, 8);
  header.setUint8(9, 3);
  return concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk('IHDR', new Uint8Array(header.buffer)),
    pngChunk('PLTE', palette),
    pngChunk('IDAT', deflateSync(rows)),
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

const RADIUS = 0.36;

/** The check mark: two lines, from the start to the corner and from there to the end. */
const START = { x: 0.34, y: 0.52 };
const CORNER = { x: 0.46, y: 0.63 };
const END = { x: 0.66, y: 0.39 };
/** Half the width of a line. */
const HALF_LINE = 0.045;

/** How much of a pixel is white, from 0 to 1. Most pixels are far from every edge, which takes no root to find. */
function whiteAt(x: number, y: number, size: number): number {
  const fromCentre = (x - 0.5) ** 2 + (y - 0.5) ** 2;
  if (fromCentre >= (RADIUS + 1 / size) ** 2) return 0;
  const disc = fromCentre <= (RADIUS - 1 / size) ** 2 ? 1 : cover(RADIUS - lengthOf(x - 0.5, y - 0.5), size);
  const reach = HALF_LINE + 1 / size;
  if (x < START.x - reach || x > END.x + reach || y < END.y - reach || y > CORNER.y + reach) return disc;
  const distance = Math.min(distanceToLine(x, y, START, CORNER), distanceToLine(x, y, CORNER, END));
  return disc * (1 - cover(HALF_LINE - distance, size));
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function distanceToLine(x: number, y: number, from: Point, to: Point): number {
  const width = to.x - from.x;
  const height = to.y - from.y;
  const along = ((x - from.x) * width + (y - from.y) * height) / (width * width + height * height);
  const part = Math.min(1, Math.max(0, along));
  return lengthOf(x - from.x - part * width, y - from.y - part * height);
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
