import { hash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compressFile, isCompressible } from './compressed-files.ts';
import type { NewFile } from './new-file.ts';

export interface WrittenFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** When it was written, in milliseconds with a fraction. */
  readonly time: number;
  /** SHA-256 of its bytes. */
  readonly hash: string;
}

/**
 * Gives a function that writes files into a folder, and makes each folder within it once. It waits for the disk: for many
 * small files, that takes half the processor time of Node's asynchronous functions.
 * @param compress whether compressed versions are written beside files of text
 */
export function createFileWriter(
  folder: string,
  compress = false,
): (files: readonly NewFile[]) => WrittenFile[] {
  const made = new Set<string>();
  const write = (path: string, data: Uint8Array): WrittenFile => {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    return { path, size: data.length, time: writeBytes(file, data), hash: hash('sha256', data) };
  };
  return (files) =>
    files.flatMap((file) => {
      const bytes = typeof file.data === 'string' ? Buffer.from(file.data) : file.data;
      const all: NewFile<Uint8Array>[] = [{ path: file.path, data: bytes }];
      if (compress && isCompressible(file.path)) all.push(...compressFile(all[0]!));
      return all.map(({ path, data }) => write(path, data));
    });
}

/** Gives the time of the file. */
function writeBytes(file: string, bytes: Uint8Array): number {
  const handle = openSync(file, 'w');
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    return fstatSync(handle).mtimeMs;
  } finally {
    closeSync(handle);
  }
}
