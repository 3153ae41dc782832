import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keepLineEnds, normalizeLineEnds } from '../text/line-ends.ts';

/** Writes atomically, with the line ends and the BOM that the file already has. */
export async function writeSource(file: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8');
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, keepLineEnds(text, before));
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Replaces a file in the shape that it has, or creates it with its folder. An interruption leaves the old or the new text. */
export async function overwriteText(file: string, text: string): Promise<void> {
  await replaceFile(file, keepLineEnds(text, await readFile(file, 'utf8').catch(() => undefined)));
}

/**
 * Replaces a file, or creates it with its folder. The text is on the disk before the name points to it, so that neither a
 * kill nor a power failure leaves half a file. Each call has a temporary name of its own.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

export interface GeneratedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes the generated files that are out of date, and prints their paths. With `check` nothing is written.
 * @returns the exit code: 1 if `check` found a file out of date
 */
export async function writeGenerated(
  root: string,
  files: readonly GeneratedFile[],
  check: boolean,
): Promise<number> {
  let stale = 0;
  for (const { path, text } of files) {
    const file = join(root, path);
    const before = await readFile(file, 'utf8').catch(() => undefined);
    if (before !== undefined && normalizeLineEnds(before) === text) continue;
    stale += 1;
    if (!check) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, keepLineEnds(text, before));
    }
    process.stdout.write(`${path} ${check ? 'is out of date' : 'written'}\n`);
  }
  return check && stale > 0 ? 1 : 0;
}
