import { realpath } from 'node:fs/promises';
import { GitError, readGitOutput } from './run.ts';

/** Where a content root lies in its repository. */
export interface GitRepository {
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
export async function findRepository(root: string): Promise<GitRepository> {
  const real = await realpath(root);
  const text = await readGitOutput(real, ['rev-parse', '--is-shallow-repository', '--show-prefix']);
  const line = text.indexOf('\n');
  return {
    root: real,
    prefix: text.slice(line + 1).replace(/\n$/, ''),
    shallow: text.slice(0, line) === 'true',
  };
}

/** The published line's name and its newest commit. */
export interface DefaultBranch {
  readonly ref: string;
  readonly commit: string;
}

/** Where the published line is looked for when nobody names it, in this order; then comes `HEAD`. */
const DEFAULT_BRANCH_REFS = [
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
export async function findDefaultBranch(root: string, ref?: string): Promise<DefaultBranch> {
  if (ref !== undefined) return { ref, commit: await resolveCommit(root, ref) };
  const text = await readGitOutput(root, [
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    ...DEFAULT_BRANCH_REFS,
  ]);
  const refs = new Map(text.split('\n').map((line) => line.split(' ') as [string, string]));
  const found = DEFAULT_BRANCH_REFS.find((name) => refs.has(name));
  if (found !== undefined) return { ref: found, commit: refs.get(found)! };
  return { ref: 'HEAD', commit: await resolveCommit(root, 'HEAD') };
}

/**
 * The commit that a ref means.
 * @throws GitError
 */
export async function resolveCommit(root: string, ref: string): Promise<string> {
  try {
    if (ref.startsWith('-')) throw new GitError('failed', 'A ref begins with no hyphen.');
    return (await readGitOutput(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])).trim();
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'failed') throw error;
    if (ref === 'HEAD')
      throw new GitError('no-commit', 'The repository has no commit yet.', 'Commit the files first.');
    const help = 'Fetch it first, or name a branch or commit that is here.';
    throw new GitError('no-such-ref', `There is no commit "${ref}" in this repository.`, help);
  }
}
