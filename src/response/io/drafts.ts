import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { LARGEST_FILE } from '../../content/parse-incident.ts';
import type { Change } from '../change.ts';
import { UsageError } from '../../files/command-errors.ts';
import { runGit } from '../../git/write.ts';

/** Where drafts are: in git's own folder, where nothing commits or publishes them. */
async function draftFile(root: string, id: string): Promise<string> {
  const path = (await runGit(root, ['rev-parse', '--git-path', `candor-drafts/${id}.md`])).trim();
  return resolve(root, path);
}

/** Keeps a change that did not pass, to be mended; its path, as seen from the present folder. */
export async function keepDraft(root: string, change: Change): Promise<string> {
  const file = await draftFile(root, change.id);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, change.text);
  return relative(process.cwd(), file) || file;
}

/** Forgets the draft of an incident, once it is written. */
export async function dropDraft(root: string, id: string): Promise<void> {
  await rm(await draftFile(root, id), { force: true });
}

/** The words in a file that the responder names. */
export async function readWords(file: string): Promise<string> {
  const text = await readFile(resolve(file), 'utf8');
  if (text.length > LARGEST_FILE) throw new UsageError(`${file} is too long for words that people read.`);
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
