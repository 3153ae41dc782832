import { redactUrls } from '../text/redact-url.ts';
import { GitError } from './run.ts';
import { runGit, tryGit } from './write.ts';
import type { GitOptions } from './write.ts';

/** Why a push failed: the remote's rules or hooks, the rights of the account, or everything else, such as the network. */
export type PushFailure = 'refused' | 'no-permission' | 'other';

export type PushResult =
  | { readonly done: true }
  /** The remote's branch has a commit that this one lacks. */
  | { readonly moved: true }
  /** `failed` is what git or the remote said. */
  | { readonly failed: string; readonly why: PushFailure };

export interface Push {
  readonly root: string;
  /** A name or a URL. */
  readonly remote: string;
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** What to push, if not the local branch of that name. */
  readonly commit?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const PUSH_TIMEOUT_MS = 30_000;

/** Never forces. Skips local hooks, because the pull request's checks validate the push. */
export async function pushCommit({ root, remote, branch, commit, env }: Push): Promise<PushResult> {
  const ref = `refs/heads/${branch}`;
  const from = commit ?? ref;
  const network = { timeout: PUSH_TIMEOUT_MS, ...(env && { env }) };
  try {
    await runGit(root, ['push', '--porcelain', '--no-verify', '--', remote, `${from}:${ref}`], network);
    return { done: true };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const { stdout = '', stderr = '' } = error as GitError & { stdout?: string; stderr?: string };
    if (/^!.*\((?:fetch first|non-fast-forward|stale info)\)/m.test(stdout)) return { moved: true };
    if (/^!/m.test(stdout) && (await hasMoved(root, remote, ref, from, network))) return { moved: true };
    const refusal = formatRefusal(stdout, stderr);
    if (refusal !== undefined) return { failed: refusal, why: 'refused' };
    return { failed: error.message, why: NO_PERMISSION.test(stderr) ? 'no-permission' : 'other' };
  }
}

/** What GitHub, GitLab, ssh and git say of an account that may not write. */
const NO_PERMISSION =
  /\b(?:permission|access) (?:to \S+ )?(?:was )?denied|write access .{0,40}not granted|authentication failed|could not read username|returned error: 40[13]|not allowed to push/i;

/** As `pushCommit`, and remembers that the branch was pushed. */
export async function pushBranch(root: string, remote: string, branch: string): Promise<PushResult> {
  const result = await pushCommit({ root, remote, branch });
  if ('done' in result) await runGit(root, ['update-ref', pushedRefOf(branch), `refs/heads/${branch}`]);
  return result;
}

/** Remembers the last commit of a branch that was pushed, so that a branch deleted on the remote is not pushed again. */
export function pushedRefOf(branch: string): string {
  return `refs/candor/pushed/${branch}`;
}

/** Whether the remote's branch has a commit that the pushed one lacks, as when two people push in the same second. */
async function hasMoved(
  root: string,
  remote: string,
  ref: string,
  from: string,
  network: GitOptions,
): Promise<boolean> {
  const listed = await runGit(root, ['ls-remote', '--', remote, ref], network).catch(() => undefined);
  const head = listed?.split('\t', 1)[0] ?? '';
  return head !== '' && (await tryGit(root, ['merge-base', '--is-ancestor', head, from])) === undefined;
}

/**
 * Why the remote refused a push, from what git wrote: its reason in parentheses, and what its hooks said. Undefined if it did
 * not refuse it.
 */
export function formatRefusal(stdout: string, stderr: string): string | undefined {
  const reasons = Array.from(stdout.matchAll(/^!.*\[remote rejected\] \((.*)\)/gm), ([, reason]) => reason!);
  const refused = reasons.find((reason) => !reason.startsWith('atomic push fail')) ?? reasons[0];
  if (refused === undefined) return undefined;
  const said = stderr
    .split('\n')
    .flatMap((line) => /^remote: ?(.*?)\s*$/.exec(line)?.[1] ?? [])
    .filter((line) => line !== '')
    .slice(0, 5);
  return redactUrls([refused, ...said].join(': '));
}

/**
 * Deletes a branch on the remote and here, and remembers that it was pushed, so that no other command pushes it again.
 * Returns the reason if the remote refuses; the local branch stays then.
 */
export async function deleteBranch(
  root: string,
  remote: string | undefined,
  branch: string,
): Promise<string | undefined> {
  const ref = `refs/heads/${branch}`;
  if (
    remote !== undefined &&
    (await tryGit(root, ['rev-parse', '--verify', '--quiet', `refs/remotes/${remote}/${branch}`])) !==
      undefined
  ) {
    try {
      await runGit(root, ['push', '--porcelain', '--no-verify', '--', remote, `:${ref}`], {
        timeout: PUSH_TIMEOUT_MS,
      });
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      const { stdout = '', stderr = '' } = error as GitError & { stdout?: string; stderr?: string };
      return formatRefusal(stdout, stderr) ?? error.message;
    }
  }
  const [local, head] = await Promise.all([
    tryGit(root, ['rev-parse', '--verify', '--quiet', ref]),
    tryGit(root, ['symbolic-ref', '--quiet', 'HEAD']),
  ]);
  if (local === undefined) return undefined;
  await runGit(root, ['update-ref', pushedRefOf(branch), local]);
  if (head !== ref) await runGit(root, ['update-ref', '-d', ref, local]);
  return undefined;
}
