import { GitError } from './run.ts';
import { mergeTrees } from './merge-trees.ts';
import type { JoinVersions } from './merge-trees.ts';
import { readRefs } from './refs.ts';
import { pushedRefOf } from './push.ts';
import { tryGit, runGit } from './write.ts';

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
  /** What git said of commits before: a commit does not change. */
  readonly answers?: CommitAnswers;
}

/** By a question on commits, each named by its full id. */
export type CommitAnswers = Map<string, Promise<unknown>>;

function remember<T>(
  { answers }: Pick<BranchLookup, 'answers'>,
  question: readonly unknown[],
  ask: () => Promise<T>,
): Promise<T> {
  const key = JSON.stringify(question);
  const known = answers?.get(key) as Promise<T> | undefined;
  if (known) return known;
  const asked = ask();
  answers?.set(key, asked);
  return asked;
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
  const [localRef, remoteRef] = [`refs/heads/${branch}`, `refs/remotes/${remote ?? ''}/${branch}`];
  const refs = await readRefs(root, [localRef, ...(remote === undefined ? [] : [remoteRef])]);
  const [local, remoteHead] = [refs.get(localRef)?.commit, refs.get(remoteRef)?.commit];
  const isOpen = async (head: string | undefined): Promise<boolean> =>
    head !== undefined && !(await isHeadPublished(lookup, head, path));
  const [hasLocal, hasRemote] = [
    await isOpen(local),
    local === remoteHead ? undefined : await isOpen(remoteHead),
  ];
  const pushedHead = (hasRemote ?? hasLocal) ? remoteHead : undefined;
  const isDeleted = hasLocal && remoteHead === undefined && (await wasPushed(lookup, branch, local!));
  const localHead = hasLocal && !isDeleted ? local : undefined;
  const [first, second] = [...new Set([pushedHead, localHead].filter((one) => one !== undefined))];
  let base: BranchBase = { tree: publishedCommit, parents: [publishedCommit], hasUnpublished: false };
  if (first !== undefined) base = { tree: first, parents: [first], hasUnpublished: true };
  if (second !== undefined) base = await mergeBases(lookup, base, second, branch, path);
  if (base.hasUnpublished && !(await includesPublished(lookup, base.parents, path))) {
    base = await mergeBases(lookup, base, publishedCommit, branch, path, true);
  }
  const isPushed =
    localHead === undefined ||
    (pushedHead !== undefined && (await isAncestor(lookup, localHead, pushedHead)));
  base = {
    ...base,
    ...(pushedHead !== undefined && { pushedHead }),
    ...(!isPushed && { localHead }),
    ...(isDeleted && { deletedHead: local! }),
  };
  if (
    remoteHead === undefined ||
    base.parents.includes(remoteHead) ||
    (await isAncestor(lookup, remoteHead, base.parents[0]!))
  )
    return base;
  return { ...base, parents: [...base.parents, remoteHead] };
}

/** A branch that continues another one builds on its unpublished changes. */
export async function lookupFrom(
  lookup: BranchLookup,
  from: string | undefined,
  path: string,
): Promise<BranchLookup> {
  if (from === undefined) return lookup;
  const { hasUnpublished, deletedHead, parents } = await findBranchBase(lookup, from, path);
  return hasUnpublished && deletedHead === undefined ? { ...lookup, publishedCommit: parents[0]! } : lookup;
}

/** Whether the branch, with all its commits, has been on the remote. */
async function wasPushed(lookup: BranchLookup, branch: string, head: string): Promise<boolean> {
  const pushed = await tryGit(lookup.root, ['rev-parse', '--verify', '--quiet', pushedRefOf(branch)]);
  return pushed !== undefined && isAncestor(lookup, head, pushed);
}

/** Whether the published branch has a head's version of the file, by a merge or a squash. */
async function isHeadPublished(lookup: BranchLookup, head: string, path: string): Promise<boolean> {
  const { publishedCommit } = lookup;
  if (await isAncestor(lookup, head, publishedCommit)) return true;
  const blob = await findBlob(lookup, head, path);
  return blob === undefined || hasBlobInHistory(lookup, [publishedCommit], blob, path);
}

/** Whether the unpublished branch is based on the published version of the file. */
async function includesPublished(
  lookup: BranchLookup,
  heads: readonly string[],
  path: string,
): Promise<boolean> {
  const blob = await findBlob(lookup, lookup.publishedCommit, path);
  return blob === undefined || hasBlobInHistory(lookup, heads, blob, path);
}

function findBlob(lookup: BranchLookup, commit: string, path: string): Promise<string | undefined> {
  return remember(lookup, ['blob', commit, path], () =>
    tryGit(lookup.root, ['rev-parse', '--verify', '--quiet', `${commit}:${path}`]),
  );
}

function hasBlobInHistory(
  lookup: BranchLookup,
  commits: readonly string[],
  blob: string,
  path: string,
): Promise<boolean> {
  const settings = ['log', '-1', '--format=%H', '--full-history', `--find-object=${blob}`];
  return remember(lookup, ['history', commits, blob, path], async () => {
    const found = await runGit(lookup.root, [...settings, ...commits, '--', `:/${path}`], {
      env: { GIT_LITERAL_PATHSPECS: '0' },
    });
    return found.trim() !== '';
  });
}

async function isAncestor(lookup: BranchLookup, commit: string, of: string): Promise<boolean> {
  if (commit === of) return true;
  return remember(
    lookup,
    ['ancestor', commit, of],
    async () => (await tryGit(lookup.root, ['merge-base', '--is-ancestor', commit, of])) !== undefined,
  );
}

async function mergeBases(
  lookup: BranchLookup,
  base: BranchBase,
  other: string,
  branch: string,
  path: string,
  isOtherFirst = false,
): Promise<BranchBase> {
  const [head] = base.parents;
  if (await isAncestor(lookup, other, head!)) return base;
  if (await isAncestor(lookup, head!, other)) return { ...base, tree: other, parents: [other] };
  const tree = await mergeTrees(lookup.root, { head: base.tree, other, path, isOtherFirst }, lookup.join);
  if (tree !== undefined) return { ...base, tree, parents: [...base.parents, other] };
  const help = `Merge them by hand: git checkout ${branch} && git merge ${other.slice(0, 12)}, then commit, and run this again.`;
  throw new GitError('failed', `${branch} has conflicting changes.`, help);
}

/** Local and remote names, without `refs/…/`. */
export function incidentBranchesOf(refs: Iterable<string>, remote: string | undefined): string[] {
  const prefixes = ['refs/heads/', ...(remote === undefined ? [] : [`refs/remotes/${remote}/`])];
  const names = [...refs].flatMap((ref) =>
    prefixes
      .filter((prefix) => ref.startsWith(`${prefix}incident/`))
      .map((prefix) => ref.slice(prefix.length)),
  );
  return [...new Set(names)];
}
