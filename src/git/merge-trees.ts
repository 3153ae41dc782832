import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { keepLineEnds, normalizeLineEnds } from '../text/line-ends.ts';
import { GitError } from './run.ts';
import { runGit, tryGit } from './write.ts';

/** Two versions of a file, and the version that both began from, which is absent if both wrote a new file. */
export interface FileVersions {
  readonly path: string;
  readonly base?: string;
  readonly first: string;
  readonly second: string;
}

/** Puts two versions together; undefined if that takes a person. */
export type JoinVersions = (versions: FileVersions) => string | undefined;

/**
 * Merges two commits without a work tree, and returns the merged tree. Where only `path` conflicts, `join` decides on its
 * text. Undefined if a conflict is left.
 * @throws GitError
 */
export async function mergeTrees(
  root: string,
  { head, other, path }: { readonly head: string; readonly other: string; readonly path: string },
  join: JoinVersions | undefined,
): Promise<string | undefined> {
  const args = ['merge-tree', '--write-tree', '--name-only', '--no-messages', '-z', head, other];
  const merged = await runGit(root, args).catch((error: unknown) => {
    const output = error instanceof GitError ? (error as GitError & { stdout?: string }).stdout : undefined;
    if (output === undefined || output === '') throw error;
    return output;
  });
  const [tree = '', ...conflicts] = merged.split('\0').filter((part) => part !== '');
  if (conflicts.length === 0) return tree;
  if (!join || conflicts.some((conflict) => conflict !== path)) return undefined;
  const base = await tryGit(root, ['merge-base', head, other]);
  const read = async (commit: string): Promise<string | undefined> =>
    runGit(root, ['cat-file', 'blob', `${commit}:${path}`]).catch(() => undefined);
  const [before, first, second] = await Promise.all([
    base === undefined ? undefined : read(base),
    read(head),
    read(other),
  ]);
  if (first === undefined || second === undefined) return undefined;
  const text = join({
    path,
    first: normalizeLineEnds(first),
    second: normalizeLineEnds(second),
    ...(before !== undefined && { base: normalizeLineEnds(before) }),
  });
  return text === undefined ? undefined : replaceFile(root, tree, path, keepLineEnds(text, first));
}

async function replaceFile(root: string, tree: string, path: string, text: string): Promise<string> {
  const folder = await mkdtemp(joinPath(tmpdir(), 'candor-index-'));
  const env = { GIT_INDEX_FILE: joinPath(folder, 'index') };
  try {
    const input = { input: text };
    const blob = await runGit(root, ['hash-object', '-w', '--no-filters', '--stdin'], input);
    await runGit(root, ['read-tree', tree], { env });
    await runGit(root, ['update-index', '--add', '--cacheinfo', `100644,${blob.trim()},${path}`], { env });
    return (await runGit(root, ['write-tree'], { env })).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
