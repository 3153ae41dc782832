import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitError, cleanGitEnvironment } from './run.ts';
import { keepLineEnds } from '../text/line-ends.ts';
import { redactUrls } from '../text/redact-url.ts';

export interface GitOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In milliseconds, for commands that use the network. */
  readonly timeout?: number;
}

/**
 * Runs git without a shell and returns its output. The user's configuration applies: name, credentials, ssh.
 * @throws GitError with the first line of git's error
 */
export function runGit(folder: string, args: readonly string[], options: GitOptions = {}): Promise<string> {
  const ask = process.stdin.isTTY === true ? {} : { GIT_TERMINAL_PROMPT: '0' };
  const env = {
    ...cleanGitEnvironment(),
    ...ask,
    LC_ALL: 'C',
    GIT_LITERAL_PATHSPECS: '1',
    ...options.env,
  };
  const settings = {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: options.timeout ?? 0,
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile('git', ['--no-pager', ...args], settings, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (error.code === ('ENOENT' as unknown))
        return reject(new GitError('no-git', 'Git is not installed.'));
      if (error.killed === true) return reject(new GitError('failed', 'timed out'));
      const message =
        /^(?:fatal|error|ERROR|remote|ssh): ?(.*)$/m.exec(stderr)?.[1] ?? stderr.trim().split('\n', 1)[0]!;
      return reject(Object.assign(new GitError('failed', redactUrls(message)), { stdout, stderr }));
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });
}

/** Undefined if git fails. */
export async function tryGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await runGit(folder, args)).trim();
  } catch (error) {
    if (error instanceof GitError && error.code === 'failed') return undefined;
    throw error;
  }
}

/** A commit that changes one file of a tree. */
export interface FileCommit {
  /** The commit or tree with all other files. */
  readonly tree: string;
  readonly parents: readonly string[];
  /** Relative to the top of the repository. */
  readonly path: string;
  readonly text: string;
  readonly message: string;
}

/**
 * Commits with a temporary index, so that the work tree, its index and the branches stay unchanged. A file that exists
 * keeps its line ends and its byte order mark.
 * @throws GitError
 */
export async function commitFile(root: string, commit: FileCommit): Promise<string> {
  const { tree, parents, path, text, message } = commit;
  const before = await runGit(root, ['cat-file', 'blob', `${tree}:${path}`]).catch(() => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'candor-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    const [blob] = await Promise.all([
      runGit(root, ['hash-object', '-w', '--no-filters', '--stdin'], { input: keepLineEnds(text, before) }),
      runGit(root, ['read-tree', tree], { env }),
    ]);
    await runGit(root, ['update-index', '--add', '--cacheinfo', `100644,${blob.trim()},${path}`], { env });
    const written = (await runGit(root, ['write-tree'], { env })).trim();
    const args = ['commit-tree', written, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
    return (await runGit(root, args, { input: message, env: await readCommitterIdentity(root) })).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Git doesn't commit without an identity; an incident can't wait until one is configured. */
async function readCommitterIdentity(root: string): Promise<Record<string, string>> {
  if ((await tryGit(root, ['var', 'GIT_COMMITTER_IDENT'])) !== undefined) return {};
  const name = process.env['USER'] ?? 'responder';
  const email = `${name}@localhost`;
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}

/**
 * Moves a local branch to a commit. If it is checked out, the work tree follows; local changes to the same file
 * prevent that. Returns the previous commit; undefined if the branch is new.
 * @throws GitError
 */
export async function moveBranch(root: string, branch: string, commit: string): Promise<string | undefined> {
  const ref = `refs/heads/${branch}`;
  const [before, head] = await Promise.all([
    tryGit(root, ['rev-parse', '--verify', '--quiet', ref]),
    tryGit(root, ['symbolic-ref', '--quiet', 'HEAD']),
  ]);
  if (head === ref && before !== undefined) await runGit(root, ['read-tree', '-m', '-u', before, commit]);
  await runGit(root, ['update-ref', '-m', 'incident', ref, commit, before ?? '0'.repeat(commit.length)]);
  return before;
}

/** Moves a branch back to its previous commit; deletes it if it was new. */
export async function restoreBranch(root: string, branch: string, before: string | undefined): Promise<void> {
  if (before === undefined) await runGit(root, ['update-ref', '-d', `refs/heads/${branch}`]);
  else await moveBranch(root, branch, before);
}

export type PushResult = { readonly done: true } | { readonly moved: true } | { readonly failed: string };

const PUSH_TIMEOUT_MS = 30_000;

/** Never forces. Skips local hooks, because the pull request's checks validate the push. */
export async function pushBranch(root: string, remote: string, branch: string): Promise<PushResult> {
  const ref = `refs/heads/${branch}`;
  try {
    await runGit(root, ['push', '--porcelain', '--no-verify', '--', remote, `${ref}:${ref}`], {
      timeout: PUSH_TIMEOUT_MS,
    });
    return { done: true };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const output = (error as GitError & { stdout?: string }).stdout ?? '';
    if (/^!.*\((?:fetch first|non-fast-forward|stale info)\)/m.test(output)) return { moved: true };
    const refused = /^!.*\[remote rejected\] \((.*)\)/m.exec(output)?.[1];
    return { failed: refused ?? error.message };
  }
}

const FETCH_TIMEOUT_MS = 10_000;

/** Fetches the default branch and the incident branches. Returns the reason if it fails. No local branch moves. */
export async function fetchIncidentBranches(
  root: string,
  remote: string,
  base: string,
): Promise<string | undefined> {
  const specs = [base, 'incident/*'].map((name) => `+refs/heads/${name}:refs/remotes/${remote}/${name}`);
  try {
    await runGit(root, ['fetch', '--quiet', '--no-tags', '--prune', '--', remote, ...specs], {
      timeout: FETCH_TIMEOUT_MS,
    });
    return undefined;
  } catch (error) {
    if (error instanceof GitError) return error.message;
    throw error;
  }
}
