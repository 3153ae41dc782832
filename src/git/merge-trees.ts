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
  /** Earlier versions of the second, newest first, if there is no base. */
  readonly earlier?: readonly string[];
}

/** Puts two versions together; undefined if that takes a person. */
export type JoinVersions = (versions: FileVersions) => string | undefined;

/** Two commits, and the file in which they may conflict. */
export interface MergedTrees {
  readonly head: string;
  readonly other: string;
  readonly path: string;
  /** Whether the second commit has the text that comes first. */
  readonly isOtherFirst?: boolean;
}

/**
 * Merges two commits without a work tree, and returns the merged tree. Where only `path` conflicts, `join` decides on its
 * text. Undefined if a conflict is left.
 * @throws GitError
 */
export async function mergeTrees(
  root: string,
  { head, other, path, isOtherFirst }: MergedTrees,
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
  const [one, two] = isOtherFirst === true ? [other, head] : [head, other];
  const [before, first, second] = await Promise.all([
    base === undefined ? undefined : read(base),
    read(one),
    read(two),
  ]);
  if (first === undefined || second === undefined) return undefined;
  const text = join({
    path,
    first: normalizeLineEnds(first),
    second: normalizeLineEnds(second),
    ...(before === undefined
      ? { earlier: await readEarlier(root, two, one, path) }
      : { base: normalizeLineEnds(before) }),
  });
  return text === undefined ? undefined : replaceFile(root, tree, path, keepLineEnds(text, first));
}

const MAX_EARLIER = 20;

/** The versions of a file that a commit has, but another one has not, newest first. */
async function readEarlier(root: string, of: string, not: string, path: string): Promise<string[]> {
  const args = [
    'log',
    `-${MAX_EARLIER}`,
    '--no-show-signature',
    '--format=%H',
    of,
    `^${not}`,
    '--',
    `:/${path}`,
  ];
  const listed = await runGit(root, args, { env: { GIT_LITERAL_PATHSPECS: '0' } }).catch(() => '');
  const commits = listed.split('\n').filter((commit) => commit !== '');
  const texts = await Promise.all(
    commits.map((commit) => runGit(root, ['cat-file', 'blob', `${commit}:${path}`]).catch(() => undefined)),
  );
  return texts.flatMap((text) => (text === undefined ? [] : [normalizeLineEnds(text)]));
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
