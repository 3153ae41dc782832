import { GitError } from './run.ts';
import { mergeTrees } from './merge-trees.ts';
import type { JoinVersions } from './merge-trees.ts';
import { pushedRefOf, tryGit, runGit } from './write.ts';

/** What the next commit of a branch builds on. */
export interface BranchBase {
  /** The commit or tree with the newest text of the file and of everything else. */
  readonly tree: string;
  /** The first is the one to continue; the others are merged, so that no push has to be forced. */
  readonly parents: readonly string[];
  /** Whether the branch has unpublished changes. */
  readonly hasUnpublished: boolean;
  /** The remote's head of the branch, if it has unpublished changes. */
  readonly pushedHead?: string;
  /** The local head, if it has unpublished changes that were never pushed. */
  readonly localHead?: string;
  /** The local head of a branch that was pushed, and then deleted on the remote. Its changes don't count. */
  readonly deletedHead?: string;
}

export interface BranchLookup {
  readonly root: string;
  readonly remote?: string;
  /** The tip of the default branch. */
  readonly publishedCommit: string;
  /** Puts together two versions of the file that git can't merge. */
  readonly join?: JoinVersions;
}

/**
 * What the next commit of an incident's branch builds on. A branch that was merged or squashed restarts from the
 * published commit, and so does one that was deleted on the remote after a push; an unpublished one is continued, with
 * local and remote commits merged.
 * @throws GitError if two versions of the file can't be merged
 */
export async function findBranchBase(
  lookup: BranchLookup,
  branch: string,
  path: string,
): Promise<BranchBase> {
  const { root, remote, publishedCommit } = lookup;
  const commit = (ref: string) => tryGit(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  const [local, remoteHead] = await Promise.all([
    commit(`refs/heads/${branch}`),
    remote === undefined ? undefined : commit(`refs/remotes/${remote}/${branch}`),
  ]);
  const isOpen = async (head: string | undefined): Promise<boolean> =>
    head !== undefined && !(await isHeadPublished(lookup, head, path));
  const [hasLocal, hasRemote] = [
    await isOpen(local),
    local === remoteHead ? undefined : await isOpen(remoteHead),
  ];
  const pushedHead = (hasRemote ?? hasLocal) ? remoteHead : undefined;
  const isDeleted = hasLocal && remoteHead === undefined && (await wasPushed(root, branch, local!));
  const localHead = hasLocal && !isDeleted ? local : undefined;
  const [first, second] = [...new Set([pushedHead, localHead].filter((one) => one !== undefined))];
  let base: BranchBase = { tree: publishedCommit, parents: [publishedCommit], hasUnpublished: false };
  if (first !== undefined) base = { tree: first, parents: [first], hasUnpublished: true };
  if (second !== undefined) base = await mergeBases(lookup, base, second, branch, path);
  if (base.hasUnpublished && !(await includesPublished(root, base.parents, publishedCommit, path))) {
    base = await mergeBases(lookup, base, publishedCommit, branch, path);
  }
  const isPushed =
    localHead === undefined || (pushedHead !== undefined && (await isAncestor(root, localHead, pushedHead)));
  base = {
    ...base,
    ...(pushedHead !== undefined && { pushedHead }),
    ...(!isPushed && { localHead }),
    ...(isDeleted && { deletedHead: local! }),
  };
  if (
    remoteHead === undefined ||
    base.parents.includes(remoteHead) ||
    (await isAncestor(root, remoteHead, base.parents[0]!))
  )
    return base;
  return { ...base, parents: [...base.parents, remoteHead] };
}

/** Whether the branch, with all its commits, has been on the remote. */
async function wasPushed(root: string, branch: string, head: string): Promise<boolean> {
  const pushed = await tryGit(root, ['rev-parse', '--verify', '--quiet', pushedRefOf(branch)]);
  return pushed !== undefined && isAncestor(root, head, pushed);
}

/** Whether the published branch has a head's version of the file, by a merge or a squash. */
async function isHeadPublished(
  { root, publishedCommit }: BranchLookup,
  head: string,
  path: string,
): Promise<boolean> {
  if (await isAncestor(root, head, publishedCommit)) return true;
  const blob = await tryGit(root, ['rev-parse', '--verify', '--quiet', `${head}:${path}`]);
  return blob === undefined || hasBlobInHistory(root, [publishedCommit], blob, path);
}

/** Whether the unpublished branch is based on the published version of the file. */
async function includesPublished(
  root: string,
  heads: readonly string[],
  published: string,
  path: string,
): Promise<boolean> {
  const blob = await tryGit(root, ['rev-parse', '--verify', '--quiet', `${published}:${path}`]);
  return blob === undefined || hasBlobInHistory(root, heads, blob, path);
}

async function hasBlobInHistory(
  root: string,
  commits: readonly string[],
  blob: string,
  path: string,
): Promise<boolean> {
  const args = [
    'log',
    '-1',
    '--format=%H',
    '--full-history',
    `--find-object=${blob}`,
    ...commits,
    '--',
    `:/${path}`,
  ];
  const found = await runGit(root, args, { env: { GIT_LITERAL_PATHSPECS: '0' } });
  return found.trim() !== '';
}

async function isAncestor(root: string, commit: string, of: string): Promise<boolean> {
  return (await tryGit(root, ['merge-base', '--is-ancestor', commit, of])) !== undefined;
}

async function mergeBases(
  { root, join }: BranchLookup,
  base: BranchBase,
  other: string,
  branch: string,
  path: string,
): Promise<BranchBase> {
  const [head] = base.parents;
  if (await isAncestor(root, other, head!)) return base;
  if (await isAncestor(root, head!, other)) return { ...base, tree: other, parents: [other] };
  const tree = await mergeTrees(root, { head: base.tree, other, path }, join);
  if (tree !== undefined) return { ...base, tree, parents: [...base.parents, other] };
  const help = `Merge them by hand: git checkout ${branch} && git merge ${other.slice(0, 12)}, then commit, and run this again.`;
  throw new GitError('failed', `${branch} has conflicting changes.`, help);
}

/** Local and remote names, without `refs/…/`. */
export async function listIncidentBranches(root: string, remote: string | undefined): Promise<string[]> {
  const prefixes = ['refs/heads/', ...(remote === undefined ? [] : [`refs/remotes/${remote}/`])];
  const refs = await runGit(root, [
    'for-each-ref',
    '--format=%(refname)',
    ...prefixes.map((prefix) => `${prefix}incident/`),
  ]);
  const names = refs
    .split('\n')
    .flatMap((ref) =>
      prefixes.filter((prefix) => ref.startsWith(prefix)).map((prefix) => ref.slice(prefix.length)),
    );
  return [...new Set(names)];
}
