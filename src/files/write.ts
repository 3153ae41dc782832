import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Writes atomically, with the line ends and the BOM that the file already has. */
export async function writeSource(file: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8');
  const bom = before.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines = before.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, bom + lines);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
