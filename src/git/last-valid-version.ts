import { execFile } from 'node:child_process';
import type { Instant } from '../time/instant.ts';
import type { SourceFile } from '../content/source.ts';
import { decodeSource } from '../files/decode.ts';

/** A version of a file that could be used, and when it was committed. */
export interface LastValidVersion<T> {
  readonly value: T;
  readonly at: Instant;
}

/** How far back is looked: versions of the file, newest first. */
const MAX_VERSIONS = 40;
const GIT_TIMEOUT_MS = 20_000;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * The newest committed version of a file that `accept` makes something of. Undefined if there is none: the file was
 * never committed, its history is cut off, or there is no git.
 * @param root the content root; it may be a folder inside of a repository
 * @param path from the root, with `/`
 */
export async function readLastValidVersion<T>(
  root: string,
  path: string,
  accept: (source: SourceFile) => T | undefined,
): Promise<LastValidVersion<T> | undefined> {
  const log = await tryGitBuffer(root, [
    'log',
    `--max-count=${MAX_VERSIONS}`,
    '--format=%H %ct',
    '--',
    `:(literal)${path}`,
  ]);
  for (const line of log?.toString('utf8').split('\n') ?? []) {
    const [commit, seconds] = line.split(' ');
    if (!commit || !seconds) continue;
    const bytes = await tryGitBuffer(root, ['show', '--no-textconv', `${commit}:./${path}`]);
    const value = bytes && accept(decodeSource(path, bytes));
    if (value !== undefined) return { value, at: Number(seconds) * 1000 };
  }
  return undefined;
}

/** Runs git without a shell; undefined if it fails, whatever the reason: an answer less is no reason for a dark page. */
function tryGitBuffer(root: string, args: readonly string[]): Promise<Buffer | undefined> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };
  const options = {
    cwd: root,
    env,
    encoding: 'buffer',
    timeout: GIT_TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
  } as const;
  return new Promise((resolve) => {
    execFile('git', args, options, (error, stdout) => resolve(error ? undefined : stdout));
  });
}
