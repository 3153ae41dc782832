import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { NewFile } from './new-file.ts';

/** Of the files that a host may send instead of the one without. */
export const COMPRESSED_ENDINGS = ['.br', '.gz'] as const;

/** Text; images are compressed already. */
export function isCompressible(path: string): boolean {
  return /\.(?:html|css|js|json|xml|rss|atom|svg|ics|txt)$/.test(path);
}

/** The last step to 11 makes pages hardly smaller and takes ten times as long. */
const BROTLI_QUALITY = 9;

export function compressFile({ path, data }: NewFile<Uint8Array>): NewFile<Uint8Array>[] {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
  };
  return [
    { path: `${path}.br`, data: brotliCompressSync(data, { params }) },
    { path: `${path}.gz`, data: gzipSync(data, { level: 9 }) },
  ];
}
