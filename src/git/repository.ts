import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GitError, readGitOutput } from './run.ts';

export interface GitRepository {
  /** The resolved path of the content root. */
  readonly root: string;
  /** The content root relative to the top of the repository, with a trailing `/`; empty for the top itself. */
  readonly prefix: string;
  readonly shallow: boolean;
  /** The folder of local hooks, and that of drafts: absolute paths. */
  readonly hooks: string;
  readonly drafts: string;
}

/** In the `.git` folder, so that drafts are never committed. */
const DRAFTS = 'candor-drafts';

/**
 * The repository around a content root, which may be a worktree or a submodule.
 * @throws GitError
 */
export async function findRepository(root: string): Promise<GitRepository> {
  const real = await realpath(root);
  const paths = ['hooks', DRAFTS].flatMap((name) => ['--git-path', name]);
  const text = await readGitOutput(real, ['rev-parse', '--is-shallow-repository', ...paths, '--show-prefix']);
  const [shallow, hooks, drafts, ...rest] = text.split('\n');
  return {
    root: real,
    prefix: rest.join('\n').replace(/\n$/, ''),
    shallow: shallow === 'true',
    hooks: resolve(real, hooks!),
    drafts: resolve(real, drafts!),
  };
}

export interface DefaultBranch {
  readonly ref: string;
  readonly commit: string;
}

/** Where the default branch is looked up, in this order; then `HEAD`. */
const DEFAULT_BRANCH_REFS = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/**
 * `ref` if given, otherwise the remote's default branch, `main`, `master` or `HEAD`.
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

/** @throws GitError */
export async function resolveCommit(root: string, ref: string): Promise<string> {
  try {
    if (ref.startsWith('-')) throw new GitError('failed', 'A ref must not begin with a hyphen.');
    return (await readGitOutput(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])).trim();
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'failed') throw error;
    if (ref === 'HEAD')
      throw new GitError('no-commit', 'The repository has no commit yet.', 'Commit the files first.');
    const help = 'Fetch it first, or use a branch or commit of this clone.';
    throw new GitError('no-such-ref', `There is no commit "${ref}" in this repository.`, help);
  }
}

/** The git directory of a content root, whose files never make a work tree dirty; undefined outside a repository. */
export async function findGitFolder(root: string): Promise<string | undefined> {
  try {
    return resolve(root, (await readGitOutput(root, ['rev-parse', '--git-common-dir'])).trim());
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
