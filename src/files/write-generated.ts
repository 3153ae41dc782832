import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

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
    if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
    stale += 1;
    if (!check) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    process.stdout.write(`${path} ${check ? 'is out of date' : 'written'}\n`);
  }
  return check && stale > 0 ? 1 : 0;
}
