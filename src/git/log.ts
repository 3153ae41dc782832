import { StringDecoder } from 'node:string_decoder';
import { startGit } from './run.ts';

/** A commit of the line, as `git log` names it. */
export interface LogCommit {
  readonly commit: string;
  /** The first parent; absent for a root, and for the oldest commit of a shallow clone. */
  readonly parent?: string;
  /** The committer's date, in milliseconds since 1970 UTC. */
  readonly at: number;
  readonly files: readonly LogFile[];
  /** The first line of its message. */
  readonly subject: string;
}

/** A file that a commit changed. */
export interface LogFile {
  /** From the content root. */
  readonly path: string;
  /** The new text's id; absent if the file is gone, or is no regular file now. */
  readonly blob?: string;
}

/** Which files of the content root are incidents: those that reading the folder takes. */
export function isIncidentFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return path.startsWith('incidents/') && name.endsWith('.md') && !/^(?:\.|readme\.)/i.test(name);
}

/**
 * One pass over the first parents of a range, oldest first. `prefix` is the content root within the repository, with
 * `/` at its end. `--sparse` keeps git from comparing each commit twice, once to choose it and once to show it.
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

/** Reads what git writes for `readLog`. */
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

/** `:100644 100644 OLD NEW M`: modes and ids before and after, and what happened. */
function parseFileChange(path: string, change: string): LogFile {
  const [, mode = '', , blob = ''] = change.split(' ');
  return mode.startsWith('100') ? { path, blob } : { path };
}

/**
 * Whether a commit merged the line into a copy of it: "Merge branch 'main' of …", as git itself writes when somebody
 * pulls, or brings a branch up to date and then makes it the line. `ref` is the line's name.
 */
export function isBackMerge(subject: string, ref: string): boolean {
  const merged = /^Merge (?:remote-tracking )?branch '(?:[^']*\/)?([^'/]+)'/.exec(subject)?.[1];
  return merged !== undefined && [ref.slice(ref.lastIndexOf('/') + 1), 'main', 'master'].includes(merged);
}
