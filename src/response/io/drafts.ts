import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { MAX_FILE_LENGTH } from '../../content/parse-incident.ts';
import type { IncidentChange } from '../change.ts';
import { UsageError } from '../../files/command-errors.ts';
import { runGit } from '../../git/write.ts';

/** Where drafts are: in git's own folder, where nothing commits or publishes them. */
async function draftPathOf(root: string, id: string): Promise<string> {
  const path = (await runGit(root, ['rev-parse', '--git-path', `candor-drafts/${id}.md`])).trim();
  return resolve(root, path);
}

/** Keeps a change that did not pass, to be mended; its path, as seen from the present folder. */
export async function saveDraft(root: string, change: IncidentChange): Promise<string> {
  const file = await draftPathOf(root, change.id);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, change.text);
  return relative(process.cwd(), file) || file;
}

/** Forgets the draft of an incident, once it is written. */
export async function deleteDraft(root: string, id: string): Promise<void> {
  await rm(await draftPathOf(root, id), { force: true });
}

/** The words in a file that the responder names. */
export async function readUpdateText(file: string): Promise<string> {
  const text = await readFile(resolve(file), 'utf8');
  if (text.length > MAX_FILE_LENGTH) throw new UsageError(`${file} is too long for words that people read.`);
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
