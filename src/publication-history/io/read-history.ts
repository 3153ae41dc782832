import type { IncidentHistory } from '../history.ts';
import { replayHistory, EMPTY_HISTORY } from '../replay.ts';
import type { CommitFileChange, HistoryReplay, CommitChanges } from '../replay.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import { GitError, catchGitError } from '../../git/run.ts';
import type { GitFailure } from '../../git/run.ts';
import { openBlobReader } from '../../git/blobs.ts';
import { readCachedHistory, writeCachedHistory } from './cache.ts';
import { isBackMerge, readLog } from '../../git/log.ts';
import type { LogCommit } from '../../git/log.ts';
import { findRepository, findDefaultBranch } from '../../git/repository.ts';
import type { DefaultBranch, GitRepository } from '../../git/repository.ts';
import { readFullLog } from '../../git/full-log.ts';

/** What readHistory can be told. */
export interface BranchHistoryOptions {
  /** The published line; left out, the remote's default branch, `main`, `master` or `HEAD`. */
  readonly ref?: string;
  /** A folder for what was read before, safe to delete; left out, nothing is kept. */
  readonly cacheDir?: string;
}

/** Fewer further commits are read again in less time than a long history is written. */
const MIN_COMMITS_TO_CACHE = 20;

/** What the line says, and where it was read. */
export interface BranchHistory {
  readonly history: IncidentHistory;
  readonly ref: string;
  readonly shallow: boolean;
}

/** Reads the published line of a content root, or says why there is none to be known. */
export async function readBranchHistory(
  root: string,
  options: BranchHistoryOptions = {},
): Promise<BranchHistory | { readonly unknown: GitFailure }> {
  return catchGitError(async () => {
    const repository = await findRepository(root);
    const { shallow } = repository;
    const line = await findDefaultBranch(repository.root, options.ref);
    const { ref, commit } = line;
    const kept = options.cacheDir !== undefined && !shallow;
    const place = kept ? { folder: options.cacheDir!, key: `${repository.prefix}\0${ref}` } : undefined;
    const cached = place && (await readCachedHistory(place));
    if (cached?.tip?.sha === commit) return { history: cached, ref, shallow };
    const goesOn = cached?.tip && (await resumeFrom(repository, cached, cached.tip.sha, line));
    const history = goesOn ?? (await readFromStart(repository, line));
    const further = goesOn && goesOn.tip!.order - cached.tip!.order;
    if (place && (further ?? MIN_COMMITS_TO_CACHE) >= MIN_COMMITS_TO_CACHE)
      await writeCachedHistory(place, history);
    return { history, ref, shallow };
  });
}

/** One pass over the whole line. */
async function readFromStart(
  { root, prefix, shallow }: GitRepository,
  { ref, commit }: DefaultBranch,
): Promise<IncidentHistory> {
  const pass = replayHistory(EMPTY_HISTORY, !shallow);
  await replayLog(root, ref, readFullLog(root, prefix, commit), pass, new Map());
  return pass.finish();
}

/** Goes on from a history that was read before; undefined if its end is not on this line, after a forced push. */
async function resumeFrom(
  { root, prefix }: GitRepository,
  from: IncidentHistory,
  last: string,
  { ref, commit }: DefaultBranch,
): Promise<IncidentHistory | undefined> {
  const pass = replayHistory(from);
  const log = requireParent(readLog(root, prefix, [commit, `^${last}`]), last);
  try {
    await replayLog(root, ref, log, pass, from.incidents);
    return pass.finish();
  } catch (error) {
    if (error instanceof GitError && error.code === 'failed') return undefined;
    throw error;
  }
}

async function* requireParent(log: AsyncIterable<LogCommit>, parent: string): AsyncGenerator<LogCommit> {
  let last = '';
  for await (const commit of log) {
    if (last === '' && commit.parent !== parent) break;
    last = commit.commit;
    yield commit;
  }
  if (last === '') throw new GitError('failed', 'The line does not go on from where it was read before.');
}

/** The log gives commits; their texts are asked for, and judged in order, while it goes on. */
async function replayLog(
  root: string,
  ref: string,
  log: AsyncIterable<LogCommit>,
  pass: HistoryReplay,
  earlier: IncidentHistory['incidents'],
): Promise<void> {
  const blobs = openBlobReader(root);
  const put = createOrderedQueue(pass.addCommit);
  const seen = new Set<string>();
  try {
    for await (const { commit, at, files, subject } of log) {
      const steps = files.map(({ path, blob = '' }): MutableFileStep => ({ path, blob }));
      const wanted = steps.flatMap((file) => blobsToRead(file, seen, earlier));
      const step = { commit, at, files: steps, ...(isBackMerge(subject, ref) && { backMerge: true }) };
      const answered = put(step, wanted.length);
      for (const { file, part, blob } of wanted) {
        blobs.request(blob, file.path, (source) => {
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

type MutableFileStep = { -readonly [Key in keyof CommitFileChange]: CommitFileChange[Key] };

interface BlobToRead {
  readonly file: MutableFileStep;
  readonly part: 'before' | 'after';
  readonly blob: string;
}

/** The text before is wanted only where the pass begins with an incident that was read another time. */
function blobsToRead(
  file: MutableFileStep,
  seen: Set<string>,
  earlier: IncidentHistory['incidents'],
): BlobToRead[] {
  const id = idFromPath(file.path);
  const old = seen.has(id) ? undefined : earlier.get(id)?.blob;
  seen.add(id);
  return [
    ...(old ? [{ file, part: 'before' as const, blob: old }] : []),
    ...(file.blob ? [{ file, part: 'after' as const, blob: file.blob }] : []),
  ];
}

/** Steps go on in the order in which they are put, each when so many answers have come. */
function createOrderedQueue(
  add: HistoryReplay['addCommit'],
): (step: CommitChanges, missing: number) => () => void {
  const waiting: { readonly step: CommitChanges; missing: number }[] = [];
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
