import { GitError } from './run.ts';
import { tryGit, runGit } from './write.ts';

/** What a branch's next commit stands on. */
export interface BranchBase {
  /** The commit or tree that holds the newest text of the file, and all else. */
  readonly tree: string;
  /** The first is what it goes on from; all of them, so that a push is never by force. */
  readonly parents: readonly string[];
  /** Whether the branch holds something that isn't published yet. */
  readonly hasUnpublished: boolean;
}

/** Where a branch's commits are looked for. */
export interface BranchLookup {
  readonly root: string;
  readonly remote?: string;
  /** The commit that is published. */
  readonly publishedCommit: string;
}

/**
 * What the next commit on an incident's branch stands on. A branch that was merged, squashed or not, is begun anew from
 * what is published; one that waits is gone on with, also where this computer and the remote each have a part of it.
 * @throws GitError where two texts of the file can't be put together by git
 */
export async function findBranchBase(
  places: BranchLookup,
  branch: string,
  path: string,
): Promise<BranchBase> {
  const { root, remote, publishedCommit } = places;
  const commit = (ref: string) => tryGit(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  const [local, there] = await Promise.all([
    commit(`refs/heads/${branch}`),
    remote === undefined ? undefined : commit(`refs/remotes/${remote}/${branch}`),
  ]);
  const heads = [...new Set([there, local].filter((one) => one !== undefined))];
  const waiting: string[] = [];
  for (const head of heads) if (!(await isHeadPublished(places, head, path))) waiting.push(head);
  const [first, second] = waiting;
  let base: BranchBase = { tree: publishedCommit, parents: [publishedCommit], hasUnpublished: false };
  if (first !== undefined) base = { tree: first, parents: [first], hasUnpublished: true };
  if (second !== undefined) base = await mergeBases(root, base, second, branch);
  if (base.hasUnpublished && !(await includesPublished(root, base.parents, publishedCommit, path))) {
    base = await mergeBases(root, base, publishedCommit, branch);
  }
  if (
    there === undefined ||
    base.parents.includes(there) ||
    (await isAncestor(root, there, base.parents[0]!))
  )
    return base;
  return { ...base, parents: [...base.parents, there] };
}

/** Whether what a head says of the file has reached the published branch: by a merge, or word for word by a squash. */
async function isHeadPublished(
  { root, publishedCommit }: BranchLookup,
  head: string,
  path: string,
): Promise<boolean> {
  if (await isAncestor(root, head, publishedCommit)) return true;
  const blob = await tryGit(root, ['rev-parse', '--verify', '--quiet', `${head}:${path}`]);
  return blob === undefined || hasBlobInHistory(root, [publishedCommit], blob, path);
}

/** Whether what waits was written in the knowledge of what is published of the file. */
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
    const help = `Put them together by hand: git checkout ${branch} && git merge ${other.slice(0, 12)}, then commit, and run this again.`;
    throw new GitError('failed', `${branch} was changed in two places that do not fit together.`, help);
  }
}

/** The names of all branches of incidents, here and on the remote, without their refs. */
export async function listIncidentBranches(root: string, remote: string | undefined): Promise<string[]> {
  const places = ['refs/heads/', ...(remote === undefined ? [] : [`refs/remotes/${remote}/`])];
  const refs = await runGit(root, [
    'for-each-ref',
    '--format=%(refname)',
    ...places.map((place) => `${place}incident/`),
  ]);
  const names = refs
    .split('\n')
    .flatMap((ref) =>
      places.filter((place) => ref.startsWith(place)).map((place) => ref.slice(place.length)),
    );
  return [...new Set(names)];
}
