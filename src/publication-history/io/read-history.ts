import type { History } from '../history.ts';
import { historyPass, NO_HISTORY } from '../replay.ts';
import type { FileStep, Pass, Step } from '../replay.ts';
import { idOf } from '../../content/parse-incident.ts';
import { GitError, orUnknown } from '../../git/run.ts';
import type { Unknown } from '../../git/run.ts';
import { openBlobs } from '../../git/blobs.ts';
import { readCachedHistory, writeCachedHistory } from './cache.ts';
import { isOwnMerge, readLog } from '../../git/log.ts';
import type { LogCommit } from '../../git/log.ts';
import { findRepository, findTip } from '../../git/repository.ts';
import type { Line, Repository } from '../../git/repository.ts';
import { readWholeLog } from '../../git/full-log.ts';

/** What readHistory can be told. */
export interface HistoryOptions {
  /** The published line; left out, the remote's default branch, `main`, `master` or `HEAD`. */
  readonly ref?: string;
  /** A folder for what was read before, safe to delete; left out, nothing is kept. */
  readonly cacheDir?: string;
}

/** Fewer further commits are read again in less time than a long history is written. */
const WORTH_KEEPING = 20;

/** What the line says, and where it was read. */
export interface ReadHistory {
  readonly history: History;
  readonly ref: string;
  readonly shallow: boolean;
}

/** Reads the published line of a content root, or says why there is none to be known. */
export async function readHistory(
  root: string,
  options: HistoryOptions = {},
): Promise<ReadHistory | { readonly unknown: Unknown }> {
  return orUnknown(async () => {
    const repository = await findRepository(root);
    const { shallow } = repository;
    const line = await findTip(repository.root, options.ref);
    const { ref, commit } = line;
    const kept = options.cacheDir !== undefined && !shallow;
    const place = kept ? { folder: options.cacheDir!, key: `${repository.prefix}\0${ref}` } : undefined;
    const cached = place && (await readCachedHistory(place));
    if (cached?.tip?.commit === commit) return { history: cached, ref, shallow };
    const goesOn = cached?.tip && (await continueFrom(repository, cached, cached.tip.commit, line));
    const history = goesOn ?? (await readAll(repository, line));
    const further = goesOn && goesOn.tip!.order - cached.tip!.order;
    if (place && (further ?? WORTH_KEEPING) >= WORTH_KEEPING) await writeCachedHistory(place, history);
    return { history, ref, shallow };
  });
}

/** One pass over the whole line. */
async function readAll({ root, prefix, shallow }: Repository, { ref, commit }: Line): Promise<History> {
  const pass = historyPass(NO_HISTORY, !shallow);
  await follow(root, ref, readWholeLog(root, prefix, commit), pass, new Map());
  return pass.end();
}

/** Goes on from a history that was read before; undefined if its end is not on this line, after a forced push. */
async function continueFrom(
  { root, prefix }: Repository,
  from: History,
  last: string,
  { ref, commit }: Line,
): Promise<History | undefined> {
  const pass = historyPass(from);
  const log = afterParent(readLog(root, prefix, [commit, `^${last}`]), last);
  try {
    await follow(root, ref, log, pass, from.incidents);
    return pass.end();
  } catch (error) {
    if (error instanceof GitError && error.fault === 'failed') return undefined;
    throw error;
  }
}

async function* afterParent(log: AsyncIterable<LogCommit>, parent: string): AsyncGenerator<LogCommit> {
  let last = '';
  for await (const commit of log) {
    if (last === '' && commit.parent !== parent) break;
    last = commit.commit;
    yield commit;
  }
  if (last === '') throw new GitError('failed', 'The line does not go on from where it was read before.');
}

/** The log gives commits; their texts are asked for, and judged in order, while it goes on. */
async function follow(
  root: string,
  ref: string,
  log: AsyncIterable<LogCommit>,
  pass: Pass,
  earlier: History['incidents'],
): Promise<void> {
  const blobs = openBlobs(root);
  const put = inOrder(pass.add);
  const seen = new Set<string>();
  try {
    for await (const { commit, at, files, subject } of log) {
      const steps = files.map(({ path, blob = '' }): Answered => ({ path, blob }));
      const wanted = steps.flatMap((file) => textsOf(file, seen, earlier));
      const step = { commit, at, files: steps, ...(isOwnMerge(subject, ref) && { ownMerge: true }) };
      const answered = put(step, wanted.length);
      for (const { file, part, blob } of wanted) {
        blobs.tell(blob, file.path, (source) => {
          file[part] = source;
          answered();
        });
      }
    }
    await blobs.close();
  } finally {
    blobs.stop();
  }
}

type Answered = { -readonly [Key in keyof FileStep]: FileStep[Key] };

interface Wanted {
  readonly file: Answered;
  readonly part: 'before' | 'after';
  readonly blob: string;
}

/** The text before is wanted only where the pass begins with an incident that was read another time. */
function textsOf(file: Answered, seen: Set<string>, earlier: History['incidents']): Wanted[] {
  const id = idOf(file.path);
  const old = seen.has(id) ? undefined : earlier.get(id)?.blob;
  seen.add(id);
  return [
    ...(old ? [{ file, part: 'before' as const, blob: old }] : []),
    ...(file.blob ? [{ file, part: 'after' as const, blob: file.blob }] : []),
  ];
}

/** Steps go on in the order in which they are put, each when so many answers have come. */
function inOrder(add: Pass['add']): (step: Step, missing: number) => () => void {
  const waiting: { readonly step: Step; missing: number }[] = [];
  let next = 0;
  return (step, missing) => {
    const one = { step, missing };
    waiting.push(one);
    const goOn = (): void => {
      for (; waiting[next]?.missing === 0; next += 1) {
        add(waiting[next]!.step);
        delete waiting[next];
      }
    };
    goOn();
    return () => {
      one.missing -= 1;
      goOn();
    };
  };
}
