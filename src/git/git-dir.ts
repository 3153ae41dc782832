import { resolve } from 'node:path';
import { GitError, readGitOutput } from './run.ts';

/** The git directory of a content root, whose files never make a work tree dirty; undefined outside a repository. */
export async function findGitFolder(root: string): Promise<string | undefined> {
  try {
    return resolve(root, (await readGitOutput(root, ['rev-parse', '--git-common-dir'])).trim());
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
