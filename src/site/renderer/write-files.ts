import { hash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface NewFile {
  /** In the site, without the base path. */
  readonly path: string;
  readonly data: string | Uint8Array;
}

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
 */
export function createFileWriter(folder: string): (files: readonly NewFile[]) => WrittenFile[] {
  const made = new Set<string>();
  return (files) =>
    files.map(({ path, data }) => {
      const file = join(folder, path);
      const parent = dirname(file);
      if (!made.has(parent)) mkdirSync(parent, { recursive: true });
      made.add(parent);
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      return { path, size: bytes.length, time: writeBytes(file, bytes), hash: hash('sha256', bytes) };
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
