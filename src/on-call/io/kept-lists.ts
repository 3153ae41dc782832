import { tryGit, runGit } from '../../git/write.ts';
import { BOT_AUTHOR, gitCredentials, readGithubToken } from '../../github/credentials.ts';
import { SECOND } from '../../time/duration.ts';

/** A commit without parents that has one sealed list per role; it isn't a branch and starts no workflow. */
export const KEPT_REF = 'refs/candor/on-call';
const TIMEOUT = 10 * SECOND;
const MAX_BYTES = 4_000_000;

/** The sealed list of a role that the remote repository keeps. Asks the remote once, at the first call. */
export type KeptLists = (role: string) => Promise<string | undefined>;

/** A remote that doesn't answer keeps nothing. */
export function openKeptLists(root: string): KeptLists {
  let fetched: Promise<boolean> | undefined;
  return async (role) => {
    fetched ??= fetchKept(root).catch(() => false);
    return (await fetched) ? readBlob(root, role) : undefined;
  };
}

/**
 * Replaces the lists of the remote repository.
 * @param lists by role; undefined for a role whose calendar did not answer: the list that is there stays
 * @returns the roles whose lists are kept
 * @throws GitError
 */
export async function writeKeptLists(
  root: string,
  lists: ReadonlyMap<string, string | undefined>,
): Promise<string[]> {
  if ([...lists.values()].includes(undefined)) await fetchKept(root);
  const entries: string[] = [];
  const roles: string[] = [];
  for (const [role, fresh] of [...lists].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const sealed = fresh ?? (await readBlob(root, role));
    if (sealed === undefined) continue;
    const blob = await runGit(root, ['hash-object', '-w', '--stdin', '--no-filters'], { input: sealed });
    entries.push(`100644 blob ${blob.trim()}\t${role}`);
    roles.push(role);
  }
  if (roles.length === 0) return [];
  const tree = await runGit(root, ['mktree'], { input: `${entries.join('\n')}\n` });
  const message = 'Keep the last lists of people on call';
  const commit = await runGit(root, ['commit-tree', tree.trim(), '-m', message], { env: BOT_AUTHOR });
  const target = await findRemote(root);
  await runGit(
    root,
    ['push', '--quiet', '--force', '--no-verify', '--', target, `${commit.trim()}:${KEPT_REF}`],
    { env: credentials(), timeout: 3 * TIMEOUT },
  );
  return roles;
}

/** @throws GitError if the remote repository doesn't answer, but not if it keeps no lists */
async function fetchKept(root: string): Promise<boolean> {
  const remote = await findRemote(root);
  const args = ['fetch', '--quiet', '--no-tags', '--prune', '--no-write-fetch-head', '--', remote];
  // Git fails for a ref that doesn't exist, but not for a pattern without a match.
  await runGit(root, [...args, `+${KEPT_REF}*:${KEPT_REF}*`], { env: credentials(), timeout: TIMEOUT });
  return true;
}

async function readBlob(root: string, role: string): Promise<string | undefined> {
  const blob = `${KEPT_REF}:${role}`;
  const size = Number(await tryGit(root, ['cat-file', '-s', blob]));
  return size > 0 && size <= MAX_BYTES ? tryGit(root, ['cat-file', 'blob', blob]) : undefined;
}

async function findRemote(root: string): Promise<string> {
  const names = ((await tryGit(root, ['remote'])) ?? '').split('\n');
  return names.includes('origin') || names[0] === '' ? 'origin' : names[0]!;
}

function credentials(): Record<string, string> {
  const token = readGithubToken();
  return token === '' ? { GIT_TERMINAL_PROMPT: '0' } : gitCredentials(token);
}
