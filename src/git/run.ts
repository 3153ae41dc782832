import { execFile, spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';

export type GitErrorCode =
  'no-git' | 'no-repository' | 'no-commit' | 'no-such-ref' | 'no-merge-base' | 'failed';

/** An error of git as data, with messages for people. */
export interface GitFailure {
  readonly code: GitErrorCode;
  readonly message: string;
  readonly help: string;
}

export class GitError extends Error {
  readonly code: GitErrorCode;
  readonly help: string;

  constructor(code: GitErrorCode, message: string, help = '') {
    super(message);
    this.code = code;
    this.help = help;
  }
}

/** Returns a GitError as data; other errors are thrown. */
export async function catchGitError<T>(
  work: () => Promise<T>,
): Promise<T | { readonly unknown: GitFailure }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { unknown: { code: error.code, message: error.message, help: error.help } };
  }
}

/** The repository's configuration must not start a program. */
const SAFE_CONFIG_ARGS = ['-c', 'core.fsmonitor=false'];

/** Variables that hooks set to select a repository. Candor only uses the content root. */
const REPOSITORY_VARIABLES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_GRAFT_FILE',
  'GIT_EXTERNAL_DIFF',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
];

/** The process's environment without variables that select another repository. */
export function cleanGitEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !REPOSITORY_VARIABLES.includes(name)),
  );
}

/** No locks, no prompts, no replaced objects. */
function readOnlyEnvironment(): NodeJS.ProcessEnv {
  return {
    ...cleanGitEnvironment(),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

/**
 * Runs git read-only and returns its output.
 * @throws GitError
 */
export function readGitOutput(folder: string, args: readonly string[]): Promise<string> {
  const options = { cwd: folder, env: readOnlyEnvironment(), maxBuffer: 2 ** 29, encoding: 'utf8' as const };
  return new Promise((resolve, reject) => {
    execFile('git', ['--no-pager', ...SAFE_CONFIG_ARGS, ...args], options, (error, stdout, stderr) => {
      if (error) toGitError(folder, error.code, stderr).then(reject, reject);
      else resolve(stdout);
    });
  });
}

/** A running git process; `ended` rejects with a GitError if it fails. */
export interface GitProcess {
  readonly input: Writable;
  readonly output: Readable;
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

export function startGit(folder: string, args: readonly string[]): GitProcess {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    'git',
    ['--no-pager', ...SAFE_CONFIG_ARGS, ...args],
    { cwd: folder, env: readOnlyEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-2000)));
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve, reject) => {
    const fail = (code: unknown): void => void toGitError(folder, code, stderr).then(reject, reject);
    child.on('error', (error: NodeJS.ErrnoException) => fail(error.code));
    child.on('close', (code) => (code === 0 ? resolve() : fail(code)));
  });
  ended.catch(() => undefined);
  return { input: child.stdin, output: child.stdout, ended, stop: () => void child.kill() };
}

async function toGitError(folder: string, code: unknown, stderr: string): Promise<Error> {
  if (code === 'ENOENT') {
    await stat(folder);
    return new GitError(
      'no-git',
      'Git is not installed.',
      'Install git: publication times are read from it.',
    );
  }
  const detail = stderr.trim().replace(/^(?:fatal|error): /, '');
  if (/not a git repository/.test(detail)) {
    return new GitError(
      'no-repository',
      'This folder is not in a git repository.',
      'Run "git init" there, or clone it.',
    );
  }
  return new GitError('failed', `Git failed: ${detail.split('\n', 1)[0] || `exit code ${String(code)}`}`);
}
