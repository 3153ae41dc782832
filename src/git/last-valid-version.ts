import { execFile } from 'node:child_process';
import type { Instant } from '../time/instant.ts';
import type { SourceFile } from '../content/source.ts';
import { decodeSource } from '../files/decode.ts';

export interface LastValidVersion<T> {
  readonly value: T;
  readonly at: Instant;
}

/** How many versions of the file to try, newest first. */
const MAX_VERSIONS = 40;
const GIT_TIMEOUT_MS = 20_000;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * The newest committed version of a file that `accept` gives a value for. Undefined if the file was never committed,
 * its history is incomplete, or git isn't available.
 * @param root the content root, which may be a folder of the repository
 * @param path relative to the root, with `/`
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

/** Undefined if git fails for any reason: the page is built without the fallback version. */
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
