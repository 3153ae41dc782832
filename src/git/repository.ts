import { realpath } from 'node:fs/promises';
import { GitError, gitText } from './run.ts';

/** Where a content root lies in its repository. */
export interface Repository {
  /** The content root without links, as git sees it. */
  readonly root: string;
  /** The content root from the top of the repository, with `/` at its end; empty for the top itself. */
  readonly prefix: string;
  /** Whether it was cloned without its older commits. */
  readonly shallow: boolean;
}

/**
 * Finds the repository around a content root: a worktree's or a submodule's own, too.
 * @throws GitError
 */
export async function findRepository(root: string): Promise<Repository> {
  const real = await realpath(root);
  const text = await gitText(real, ['rev-parse', '--is-shallow-repository', '--show-prefix']);
  const line = text.indexOf('\n');
  return {
    root: real,
    prefix: text.slice(line + 1).replace(/\n$/, ''),
    shallow: text.slice(0, line) === 'true',
  };
}

/** The published line's name and its newest commit. */
export interface Line {
  readonly ref: string;
  readonly commit: string;
}

/** Where the published line is looked for when nobody names it, in this order; then comes `HEAD`. */
const PUBLISHED = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/**
 * The newest commit of the published line: of `ref`, else of the remote's default branch, else of `main` or `master`,
 * else of `HEAD`.
 * @throws GitError
 */
export async function findTip(root: string, ref?: string): Promise<Line> {
  if (ref !== undefined) return { ref, commit: await commitOf(root, ref) };
  const text = await gitText(root, ['for-each-ref', '--format=%(refname) %(objectname)', ...PUBLISHED]);
  const refs = new Map(text.split('\n').map((line) => line.split(' ') as [string, string]));
  const found = PUBLISHED.find((name) => refs.has(name));
  if (found !== undefined) return { ref: found, commit: refs.get(found)! };
  return { ref: 'HEAD', commit: await commitOf(root, 'HEAD') };
}

/**
 * The commit that a ref means.
 * @throws GitError
 */
export async function commitOf(root: string, ref: string): Promise<string> {
  try {
    if (ref.startsWith('-')) throw new GitError('failed', 'A ref begins with no hyphen.');
    return (await gitText(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])).trim();
  } catch (error) {
    if (!(error instanceof GitError) || error.fault !== 'failed') throw error;
    if (ref === 'HEAD')
      throw new GitError('no-commit', 'The repository has no commit yet.', 'Commit the files first.');
    const help = 'Fetch it first, or name a branch or commit that is here.';
    throw new GitError('no-such-ref', `There is no commit "${ref}" in this repository.`, help);
  }
}
