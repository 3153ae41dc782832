import type { Instant } from '../time/instant.ts';
import { GitError, startGit } from './run.ts';

/** A version of a file on the first-parent history of `HEAD`, which is what was published (V6.4). */
export interface FileVersion {
  readonly commit: string;
  /** The committer's date. */
  readonly at: Instant;
  /** From the content root. */
  readonly path: string;
  /** Absent if the commit removed the file, or replaced it by a link or a folder. */
  readonly blob?: string;
}

const LOG_ARGS = [
  ...['log', '--first-parent', '--diff-merges=first-parent', '--no-show-signature', '--no-notes'],
  ...['--raw', '--no-abbrev', '--no-renames', '--relative', '--no-ext-diff', '--no-color', '-z'],
  '--format=>%H %ct',
];

/**
 * Reads all versions of the files that `keyOf` gives a key for, by key and newest first. A key that doesn't depend on the
 * folder follows a file that was moved. Empty where git has no answer: there is no repository, no commit, or it is damaged.
 * @param folders files or folders of the content root to look in
 */
export async function readFileVersions(
  root: string,
  folders: readonly string[],
  keyOf: (path: string) => string | undefined,
): Promise<ReadonlyMap<string, readonly FileVersion[]>> {
  const versions = new Map<string, FileVersion[]>();
  const git = startGit(root, [...LOG_ARGS, 'HEAD', '--', ...folders]);
  git.input.end();
  try {
    for await (const version of parseVersions(git.output)) {
      const key = keyOf(version.path);
      if (key === undefined) continue;
      const known = versions.get(key);
      if (known) known.push(version);
      else versions.set(key, [version]);
    }
    await git.ended;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  } finally {
    git.stop();
  }
  return versions;
}

async function* parseVersions(output: AsyncIterable<Buffer>): AsyncGenerator<FileVersion> {
  let rest: Buffer = Buffer.alloc(0);
  let commit = '';
  let at = 0;
  let change: string | undefined;
  for await (const chunk of output) {
    const bytes = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      const token = bytes.toString('utf8', start, end).trimStart();
      start = end + 1;
      if (change !== undefined) {
        const [, mode = '', , blob = ''] = change.split(' ');
        yield { commit, at, path: token, ...(mode.startsWith('100') && { blob }) };
        change = undefined;
      } else if (token.startsWith(':')) change = token;
      else {
        const [id = '', seconds = ''] = token.slice(token.indexOf('>') + 1).split(' ');
        commit = id;
        at = Number(seconds) * 1000;
      }
    }
    rest = bytes.subarray(start);
  }
}
