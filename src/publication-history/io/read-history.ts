import type { IncidentHistory } from '../history.ts';
import { replayHistory, EMPTY_HISTORY } from '../replay.ts';
import { createLimitedParser } from './limited-parser.ts';
import type { CommitFileChange, HistoryReplay, CommitChanges } from '../replay.ts';
import { idFromPath } from '../../content/parse-incident.ts';
import { GitError, catchGitError } from '../../git/run.ts';
import type { GitFailure } from '../../git/run.ts';
import { openBlobReader } from '../../git/blobs.ts';
import { readCachedHistory, writeCachedHistory } from './cache.ts';
import { isBackMerge, readLog, readFullLog } from '../../git/log.ts';
import type { LogCommit } from '../../git/log.ts';
import { findRepository, findDefaultBranch } from '../../git/repository.ts';
import type { DefaultBranch, GitRepository } from '../../git/repository.ts';

export interface BranchHistoryOptions {
  /** The default branch; if absent, that of the remote, `main`, `master` or `HEAD`. */
  readonly ref?: string;
  /** Safe to delete; if absent, nothing is cached. */
  readonly cacheDir?: string;
}

/** Reading fewer new commits again takes less time than writing a long history. */
const MIN_COMMITS_TO_CACHE = 20;

export interface BranchHistory {
  readonly history: IncidentHistory;
  readonly ref: string;
  readonly shallow: boolean;
}

/** Reads the publication history of a content root, or returns why that is not possible. */
export async function readBranchHistory(
  root: string,
  options: BranchHistoryOptions = {},
): Promise<BranchHistory | { readonly unknown: GitFailure }> {
  return catchGitError(async () => {
    const repository = await findRepository(root);
    const { shallow } = repository;
    const branch = await findDefaultBranch(repository.root, options.ref);
    const { ref, commit } = branch;
    const isCached = options.cacheDir !== undefined && !shallow;
    const location = isCached
      ? { folder: options.cacheDir!, key: `${repository.prefix}\0${ref}` }
      : undefined;
    const cached = location && (await readCachedHistory(location));
    if (cached?.tip?.sha === commit) return { history: cached, ref, shallow };
    const resumed = cached?.tip && (await resumeFrom(repository, cached, cached.tip.sha, branch));
    const history = resumed ?? (await readFromStart(repository, branch));
    const newCommits = resumed && resumed.tip!.order - cached.tip!.order;
    if (location && (newCommits ?? MIN_COMMITS_TO_CACHE) >= MIN_COMMITS_TO_CACHE)
      await writeCachedHistory(location, history);
    return { history, ref, shallow };
  });
}

async function readFromStart(
  { root, prefix, shallow }: GitRepository,
  { ref, commit }: DefaultBranch,
): Promise<IncidentHistory> {
  const replay = replayHistory(EMPTY_HISTORY, !shallow, createLimitedParser());
  await replayLog(root, ref, readFullLog(root, prefix, commit), replay, new Map());
  return replay.finish();
}

/** Continues from a cached history; undefined if its tip is not on this branch, after a force push. */
async function resumeFrom(
  { root, prefix }: GitRepository,
  from: IncidentHistory,
  last: string,
  { ref, commit }: DefaultBranch,
): Promise<IncidentHistory | undefined> {
  const replay = replayHistory(from, false, createLimitedParser());
  const log = requireParent(readLog(root, prefix, [commit, `^${last}`]), last);
  try {
    await replayLog(root, ref, log, replay, from.incidents);
    return replay.finish();
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
  if (last === '')
    throw new GitError('failed', 'The default branch does not continue from the cached history.');
}

/** Requests the blobs of each commit while the log is read, and replays the commits in order. */
async function replayLog(
  root: string,
  ref: string,
  log: AsyncIterable<LogCommit>,
  replay: HistoryReplay,
  earlier: IncidentHistory['incidents'],
): Promise<void> {
  const blobs = openBlobReader(root);
  const enqueue = createOrderedQueue(replay.addCommit);
  const seen = new Set<string>();
  try {
    for await (const { commit, at, files, subject } of log) {
      const steps = files.map(({ path, blob = '' }): MutableFileStep => ({ path, blob }));
      const wanted = steps.flatMap((file) => blobsToRead(file, seen, earlier));
      const step = { commit, at, files: steps, ...(isBackMerge(subject, ref) && { backMerge: true }) };
      const onBlob = enqueue(step, wanted.length);
      for (const { file, part, blob } of wanted) {
        blobs.request(blob, file.path, (source) => {
          file[part] = source;
          onBlob();
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

/** The text before is needed only for an incident from the cached history. */
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

/** Replays commits in the order in which they were added, each once its missing blobs have arrived. */
function createOrderedQueue(
  add: HistoryReplay['addCommit'],
): (step: CommitChanges, missing: number) => () => void {
  const waiting: { readonly step: CommitChanges; missing: number }[] = [];
  let next = 0;
  return (step, missing) => {
    const one = { step, missing };
    waiting.push(one);
    const flush = (): void => {
      for (; waiting[next]?.missing === 0; next += 1) {
        add(waiting[next]!.step);
        delete waiting[next];
      }
    };
    flush();
    return () => {
      one.missing -= 1;
      flush();
    };
  };
}
