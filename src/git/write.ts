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

/** A commit that changes one file of a tree, or two. */
export interface FileCommit {
  /** The commit or tree with all other files. */
  readonly tree: string;
  readonly parents: readonly string[];
  /** Relative to the top of the repository. */
  readonly path: string;
  readonly text: string;
  readonly also?: { readonly path: string; readonly text: string };
  readonly message: string;
}

/**
 * Commits with a temporary index, so that the work tree, its index and the branches stay unchanged. A file that exists
 * keeps its line ends and its byte order mark.
 * @throws GitError
 */
export async function commitFile(root: string, commit: FileCommit): Promise<string> {
  const { tree, parents, path, text, also, message } = commit;
  const files = [{ path, text }, ...(also ? [also] : [])];
  const folder = await mkdtemp(join(tmpdir(), 'candor-index-'));
  const env = { GIT_INDEX_FILE: join(folder, 'index') };
  try {
    const [signing, identity, blobs] = await Promise.all([
      tryGit(root, ['config', '--type=bool', 'commit.gpgSign']),
      readCommitterIdentity(root),
      Promise.all(files.map((file) => writeBlob(root, tree, file))),
      runGit(root, ['read-tree', tree], { env }),
    ]);
    const entries = files.flatMap(({ path: changed }, index) => [
      '--cacheinfo',
      `100644,${blobs[index]!},${changed}`,
    ]);
    await runGit(root, ['update-index', '--add', ...entries], { env });
    const written = (await runGit(root, ['write-tree'], { env })).trim();
    const isSigned = signing === 'true';
    const parentArgs = parents.flatMap((parent) => ['-p', parent]);
    const args = ['commit-tree', ...(isSigned ? ['-S'] : []), written, ...parentArgs, '-F', '-'];
    const options = { input: message, env: identity };
    return (
      await runGit(root, args, options).catch((error: unknown) => explainSigning(error, isSigned))
    ).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeBlob(
  root: string,
  tree: string,
  { path, text }: Pick<FileCommit, 'path' | 'text'>,
): Promise<string> {
  const before = await runGit(root, ['cat-file', 'blob', `${tree}:${path}`]).catch(() => undefined);
  const input = keepLineEnds(text, before);
  return (await runGit(root, ['hash-object', '-w', '--no-filters', '--stdin'], { input })).trim();
}

function explainSigning(error: unknown, isSigned: boolean): never {
  if (!isSigned || !(error instanceof GitError)) throw error;
  throw new GitError(
    'failed',
    `Git signs your commits (commit.gpgSign), and signing failed: ${error.message}`,
    'Unlock or set up the key, then run this again. Without a signature: git config commit.gpgSign false',
  );
}

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** Folders in which git knows who commits. */
const knowingIdentity = new Set<string>();

/** Who commits where git knows no one; `undefined` where it does. */
export async function findStandInIdentity(root: string): Promise<Identity | undefined> {
  if (knowingIdentity.has(root)) return undefined;
  if ((await tryGit(root, ['var', 'GIT_COMMITTER_IDENT'])) !== undefined) {
    knowingIdentity.add(root);
    return undefined;
  }
  const name = process.env['USER'] ?? 'responder';
  return { name, email: `${name}@localhost` };
}

/** Configures the identity for this checkout alone. */
export async function configureIdentity(root: string, { name, email }: Identity): Promise<void> {
  await runGit(root, ['config', 'user.name', name]);
  await runGit(root, ['config', 'user.email', email]);
}

/** Git doesn't commit without an identity; an incident can't wait until one is configured. */
async function readCommitterIdentity(root: string): Promise<Record<string, string>> {
  const standIn = await findStandInIdentity(root);
  if (!standIn) return {};
  const { name, email } = standIn;
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
  const refs = await runGit(root, ['for-each-ref', '--format=%(refname) %(objectname) %(HEAD)', ref]);
  const [, before, mark] =
    refs
      .split('\n')
      .map((line) => line.split(' '))
      .find(([name]) => name === ref) ?? [];
  const isCheckedOut = mark === '*';
  if (isCheckedOut && before !== undefined)
    await runGit(root, ['read-tree', '-m', '-u', before, commit]).catch((error: unknown) => {
      if (!(error instanceof GitError)) throw error;
      throw new GitError(
        'failed',
        `${branch} is checked out here, and has edits that are not committed: ${error.message}`,
        'Nothing was written. To publish the file with your edits: npx candor incident publish FILE. To put them aside: git stash',
      );
    });
  await runGit(root, ['update-ref', '-m', 'incident', ref, commit, before ?? '0'.repeat(commit.length)]);
  return before;
}

/** Moves a branch back to its previous commit; deletes it if it was new. */
export async function restoreBranch(root: string, branch: string, before: string | undefined): Promise<void> {
  if (before === undefined) await runGit(root, ['update-ref', '-d', `refs/heads/${branch}`]);
  else await moveBranch(root, branch, before);
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
    // Git looks for work to tidy up after other fetches too: here a person waits.
    const settings = ['-c', 'maintenance.auto=false'];
    await runGit(root, [...settings, 'fetch', '--quiet', '--no-tags', '--prune', '--', remote, ...specs], {
      timeout: FETCH_TIMEOUT_MS,
    });
    return undefined;
  } catch (error) {
    if (error instanceof GitError) return error.message;
    throw error;
  }
}
