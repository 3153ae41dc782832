import { resolve } from 'node:path';
import { GitError, readGitOutput } from './run.ts';

/** Where git keeps its own files for a content root: what lies there makes no work tree dirty. Undefined without git. */
export async function findGitFolder(root: string): Promise<string | undefined> {
  try {
    return resolve(root, (await readGitOutput(root, ['rev-parse', '--git-common-dir'])).trim());
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
