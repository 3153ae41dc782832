import { GitError } from './run.ts';
import { tryGit, runGit } from './write.ts';

/** What the next commit of a branch builds on. */
export interface BranchBase {
  /** The commit or tree with the newest text of the file and of everything else. */
  readonly tree: string;
  /** The first is the one to continue; the others are merged, so that no push has to be forced. */
  readonly parents: readonly string[];
  /** Whether the branch has unpublished changes. */
  readonly hasUnpublished: boolean;
}

export interface BranchLookup {
  readonly root: string;
  readonly remote?: string;
  /** The tip of the default branch. */
  readonly publishedCommit: string;
}

/**
 * What the next commit of an incident's branch builds on. A branch that was merged or squashed restarts from the
 * published commit; an unpublished one is continued, with local and remote commits merged.
 * @throws GitError if git can't merge two versions of the file
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
  const heads = [...new Set([remoteHead, local].filter((one) => one !== undefined))];
  const unpublished: string[] = [];
  for (const head of heads) if (!(await isHeadPublished(lookup, head, path))) unpublished.push(head);
  const [first, second] = unpublished;
  let base: BranchBase = { tree: publishedCommit, parents: [publishedCommit], hasUnpublished: false };
  if (first !== undefined) base = { tree: first, parents: [first], hasUnpublished: true };
  if (second !== undefined) base = await mergeBases(root, base, second, branch);
  if (base.hasUnpublished && !(await includesPublished(root, base.parents, publishedCommit, path))) {
    base = await mergeBases(root, base, publishedCommit, branch);
  }
  if (
    remoteHead === undefined ||
    base.parents.includes(remoteHead) ||
    (await isAncestor(root, remoteHead, base.parents[0]!))
  )
    return base;
  return { ...base, parents: [...base.parents, remoteHead] };
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
  root: string,
  base: BranchBase,
  other: string,
  branch: string,
): Promise<BranchBase> {
  const [head] = base.parents;
  if (await isAncestor(root, other, head!)) return base;
  if (await isAncestor(root, head!, other)) return { ...base, tree: other, parents: [other] };
  try {
    const tree = (await runGit(root, ['merge-tree', '--write-tree', head!, other])).split('\n', 1)[0]!;
    return { ...base, tree, parents: [...base.parents, other] };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const help = `Merge them by hand: git checkout ${branch} && git merge ${other.slice(0, 12)}, then commit, and run this again.`;
    throw new GitError('failed', `${branch} has conflicting changes.`, help);
  }
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
