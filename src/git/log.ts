import { availableParallelism } from 'node:os';
import { StringDecoder } from 'node:string_decoder';
import { readGitOutput, startGit } from './run.ts';

export interface LogCommit {
  readonly commit: string;
  /** The first parent; absent for a root commit, and for the oldest commit of a shallow clone. */
  readonly parent?: string;
  /** The committer date, in milliseconds since 1970 UTC. */
  readonly at: number;
  readonly files: readonly LogFile[];
  /** The first line of the commit message. */
  readonly subject: string;
}

export interface LogFile {
  /** Relative to the content root. */
  readonly path: string;
  /** Absent if the file was deleted or isn't a regular file any more. */
  readonly blob?: string;
}

/** Must match the files that `readContent` reads from `incidents/`. */
export function isIncidentFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return path.startsWith('incidents/') && name.endsWith('.md') && !/^(?:\.|readme\.)/i.test(name);
}

/**
 * Reads the first-parent history of a range, oldest first. `prefix` is the content root within the repository, with a
 * trailing `/`. `--sparse` prevents git from comparing each commit twice, to select and to display it.
 * @throws GitError
 */
export async function* readLog(
  root: string,
  prefix: string,
  range: readonly string[],
): AsyncGenerator<LogCommit> {
  const git = startGit(root, [
    'log',
    ...[
      '--first-parent',
      '--diff-merges=first-parent',
      '--sparse',
      '--reverse',
      '--no-show-signature',
      '--no-notes',
    ],
    ...['--raw', '--no-abbrev', '--no-renames', '--no-relative', '--no-ext-diff', '--no-color', '-z'],
    ...['--format=>%H %ct %P|%s', ...range, '--', 'incidents'],
  ]);
  git.input.end();
  try {
    yield* parseLog(git.output, prefix);
    await git.ended;
  } finally {
    git.stop();
  }
}

export async function* parseLog(output: AsyncIterable<Buffer>, prefix: string): AsyncGenerator<LogCommit> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let open: (LogCommit & { files: LogFile[] }) | undefined;
  let change: string | undefined;
  for await (const chunk of output) {
    const tokens = (rest + decoder.write(chunk)).split('\0');
    rest = tokens.pop()!;
    for (const token of tokens) {
      if (change !== undefined) {
        const path = token.startsWith(prefix) ? token.slice(prefix.length) : '';
        if (isIncidentFile(path)) open?.files.push(parseFileChange(path, change));
        change = undefined;
      } else if (token.startsWith('\n:') || token.startsWith(':')) change = token.trimStart();
      else {
        if (open) yield open;
        open = parseCommitToken(token.slice(token.indexOf('>') + 1));
      }
    }
  }
  if (open) yield open;
}

/** `ID SECONDS PARENTS|SUBJECT` */
function parseCommitToken(token: string): LogCommit & { files: LogFile[] } {
  const bar = token.indexOf('|');
  const [commit, seconds, parent] = token.slice(0, bar).split(' ');
  const subject = token.slice(bar + 1);
  return { commit: commit!, at: Number(seconds) * 1000, ...(parent && { parent }), subject, files: [] };
}

/** `:100644 100644 OLD NEW M`: modes and ids before and after, and the kind of change. */
function parseFileChange(path: string, change: string): LogFile {
  const [, mode = '', , blob = ''] = change.split(' ');
  return mode.startsWith('100') ? { path, blob } : { path };
}

/**
 * Whether a commit merged the default branch into a copy of it, as `git pull` does: "Merge branch 'main' of …". `ref`
 * is the default branch.
 */
export function isBackMerge(subject: string, ref: string): boolean {
  const merged = /^Merge (?:remote-tracking )?branch '(?:[^']*\/)?([^'/]+)'/.exec(subject)?.[1];
  return merged !== undefined && [ref.slice(ref.lastIndexOf('/') + 1), 'main', 'master'].includes(merged);
}

/** A further process doesn't pay for fewer commits than this. */
const MIN_COMMITS_PER_PROCESS = 5000;

/**
 * The whole history up to a commit, as `readLog` gives it. For each commit git compares two trees, which is slow for
 * a folder with thousands of files: so a long history is read by several processes. `maxPerProcess` is the maximum number
 * of commits per process.
 * @throws GitError
 */
export async function* readFullLog(
  root: string,
  prefix: string,
  commit: string,
  maxPerProcess?: number,
): AsyncGenerator<LogCommit> {
  const count = Number(await readGitOutput(root, ['rev-list', '--first-parent', '--count', commit]));
  const size = maxPerProcess ?? Math.max(MIN_COMMITS_PER_PROCESS, Math.ceil(count / availableParallelism()));
  const newerParts: Promise<LogCommit[]>[] = [];
  for (let newer = count - 2 * size; newer > -size; newer -= size) {
    const range = [`--skip=${Math.max(0, newer)}`, `--max-count=${Math.min(size, newer + size)}`];
    newerParts.push(Array.fromAsync(readLog(root, prefix, [...range, commit])));
  }
  for (const part of newerParts) part.catch(() => undefined);
  yield* readLog(root, prefix, [`--skip=${Math.max(0, count - size)}`, commit]);
  for (const part of newerParts) yield* await part;
}
