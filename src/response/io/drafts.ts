import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { MAX_FILE_LENGTH } from '../../content/parse-incident.ts';
import type { IncidentChange } from '../change.ts';
import { readText } from '../../files/read-text.ts';
import { UsageError } from '../../files/command-errors.ts';
import type { GitRepository } from '../../git/repository.ts';
import { runGit } from '../../git/write.ts';

const draftPathOf = ({ drafts }: GitRepository, id: string): string => join(drafts, `${id}.md`);

/** The path of a file in the `.git` folder. */
export async function gitPathOf(root: string, name: string): Promise<string> {
  return resolve(root, (await runGit(root, ['rev-parse', '--git-path', name])).trim());
}

/** Saves a rejected change for editing. Returns its path, relative to the current folder. */
export async function saveDraft(repository: GitRepository, change: IncidentChange): Promise<string> {
  const file = draftPathOf(repository, change.id);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, change.text);
  return relative(process.cwd(), file) || file;
}

export async function deleteDraft(repository: GitRepository, id: string): Promise<void> {
  await rm(draftPathOf(repository, id), { force: true });
}

/** @throws UsageError if the file is too long */
export async function readUpdateText(file: string): Promise<string> {
  const text = await readText(resolve(file));
  if (text.length > MAX_FILE_LENGTH)
    throw new UsageError(`${file} is too long: expected at most ${MAX_FILE_LENGTH} characters.`);
  return text;
}
