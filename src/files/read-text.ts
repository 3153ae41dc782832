import { readFile } from 'node:fs/promises';
import { normalizeLineEnds } from '../text/line-ends.ts';

/**
 * Reads a text that a person or a tool wrote, on whatever system.
 * @returns the text with `\n` line ends and without a byte order mark
 */
export async function readText(file: string): Promise<string> {
  return normalizeLineEnds(await readFile(file, 'utf8'));
}
