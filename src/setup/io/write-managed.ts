import { join } from 'node:path';
import { readText } from '../../files/read-text.ts';
import { replaceFile, writeGenerated } from '../../files/write.ts';
import type { GeneratedFile } from '../../files/write.ts';
import { MANIFEST_PATH, parseManifest, recordFiles } from '../managed-files.ts';

/** Writes generated files, or only lists those that are out of date, and records their content for `candor upgrade`. Gives the exit code. */
export async function writeManaged(
  root: string,
  files: readonly GeneratedFile[],
  check: boolean,
): Promise<number> {
  const code = await writeGenerated(root, files, check);
  const file = join(root, MANIFEST_PATH);
  const manifest = parseManifest(await readText(file).catch(() => undefined));
  const text = manifest && !check ? recordFiles(manifest, files) : undefined;
  if (text !== undefined) await replaceFile(file, text);
  return code;
}
