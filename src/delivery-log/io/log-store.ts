import { openBlobReader } from '../../git/blobs.ts';
import { formatRefusal } from '../../git/push.ts';
import { GitError, readGitOutput } from '../../git/run.ts';
import { runGit, tryGit } from '../../git/write.ts';
import { SECOND } from '../../time/duration.ts';
import { applyChange, EMPTY_LOG, mergeLogs } from '../delivery.ts';
import type { DeliveryLog, LogChange } from '../delivery.ts';
import { logPathOf, parseLog, PLACES_PATH, renderDeliveries, renderPlaces } from '../log-file.ts';

/** Every state of the log is a commit, so `git log` shows who was notified when. It is no branch: it starts no workflow. */
export const LOG_REF = 'refs/candor/ledger';
/** Always the same commit. If it is another, someone moved or deleted one of the two. */
export const LOG_HEAD_REF = 'refs/candor/ledger-head';

const NETWORK_TIMEOUT = 30 * SECOND;

export interface StoredLog {
  /** The commits of both refs, without duplicates; empty if there is no log yet. */
  readonly commits: readonly string[];
  /** The commit of the first ref, from which a change is pushed. */
  readonly leased?: string;
  readonly log: DeliveryLog;
  /** A sentence for a person, if someone moved or deleted a ref, or damaged the text. The other ref completes the log. */
  readonly damage?: string;
}

export interface LogStore {
  /** @throws GitError */
  readonly read: () => Promise<StoredLog>;
  /**
   * Writes a change on top of what was read. Undefined if another runner was faster: read again.
   * @throws GitError
   */
  readonly write: (before: StoredLog, change: LogChange, message: string) => Promise<StoredLog | undefined>;
}

/** The log of a clone's remote, or of the clone itself if it has none. */
export function openLogStore(root: string, remote: string | undefined): LogStore {
  const target = remote ?? '.';
  const ask = (args: readonly string[], input?: string): Promise<string> =>
    runGit(root, args, { timeout: NETWORK_TIMEOUT, ...(input !== undefined && { input }) });
  let known: StoredLog | undefined;
  const read = async (): Promise<StoredLog> => {
    const listed = await ask(['ls-remote', '--', target, LOG_REF, LOG_HEAD_REF]);
    const refs = new Map(listed.split('\n').map((line) => line.split('\t').toReversed() as [string, string]));
    const leased = refs.get(LOG_REF);
    const commits = [...new Set([...refs].flatMap(([name, commit]) => (name === '' ? [] : [commit])))];
    const moved = describeMove(leased, refs.get(LOG_HEAD_REF));
    if (known && known.leased === leased && moved === undefined && known.damage === undefined) return known;
    if (remote !== undefined && commits.length > 0)
      await ask(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', remote, ...commits]);
    const parsed = await Promise.all(
      commits.map(async (commit) => parseLog(await readLogFiles(root, commit))),
    );
    const unreadable = parsed.flatMap((one) => one.unreadable)[0];
    const damage =
      moved ?? (unreadable === undefined ? undefined : `${LOG_REF} is damaged at ${unreadable}.`);
    return (known = {
      commits,
      log: parsed.map(({ log }) => log).reduce(mergeLogs, EMPTY_LOG),
      ...(leased !== undefined && { leased }),
      ...(damage !== undefined && { damage }),
    });
  };
  const write: LogStore['write'] = async (before, change, message) => {
    const log = applyChange(before.log, change);
    const tree = await writeTree(root, before, log, change);
    const parents = before.commits.flatMap((parent) => ['-p', parent]);
    const commit = (
      await runGit(root, ['commit-tree', tree, ...parents, '-F', '-'], { input: message, env: IDENTITY })
    ).trim();
    const isDone = await push(ask, target, commit, before);
    return isDone ? (known = { commits: [commit], leased: commit, log }) : undefined;
  };
  return { read, write };
}

function describeMove(commit: string | undefined, head: string | undefined): string | undefined {
  if (commit === head) return undefined;
  if (commit === undefined) return `Someone deleted ${LOG_REF}.`;
  return head === undefined
    ? `Someone deleted ${LOG_HEAD_REF}.`
    : `Someone moved ${LOG_REF} or ${LOG_HEAD_REF}.`;
}

/** Who commits matters to no one; that git needs a name must not stop a message. */
const IDENTITY = {
  GIT_AUTHOR_NAME: 'Candor',
  GIT_AUTHOR_EMAIL: 'candor@localhost',
  GIT_COMMITTER_NAME: 'Candor',
  GIT_COMMITTER_EMAIL: 'candor@localhost',
};

/** Both refs or neither, and only from the commit that was read. False if another runner was faster. */
async function push(
  ask: (args: readonly string[]) => Promise<string>,
  target: string,
  commit: string,
  before: StoredLog,
): Promise<boolean> {
  const lease = `--force-with-lease=${LOG_REF}:${before.leased ?? ''}`;
  // The second ref follows the first, also where someone moved it.
  const args = ['push', '--porcelain', '--no-verify', '--atomic', lease, '--', target];
  try {
    await ask([...args, `${commit}:${LOG_REF}`, `+${commit}:${LOG_HEAD_REF}`]);
    return true;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const refusal = formatRefusal(stdout, stderr);
    // With the reason for one ref, git writes "atomic push failure" for the other.
    if (refusal !== undefined && /declined|denied|prohibited|protected/.test(refusal))
      throw new GitError('failed', `The remote repository refused ${LOG_REF}: ${refusal}`);
    if (/stale info|fetch first|failed to lock|cannot lock ref|atomic/i.test(stdout + stderr)) return false;
    throw error;
  }
}

async function readLogFiles(root: string, commit: string): Promise<Map<string, string>> {
  const listed = await readGitOutput(root, ['ls-tree', '-z', commit]);
  const files = new Map<string, string>();
  const blobs = openBlobReader(root);
  try {
    for (const line of listed.split('\0')) {
      const [, blob, path] = /^\d+ blob (\w+)\t(.*)$/s.exec(line) ?? [];
      if (blob !== undefined) blobs.request(blob, path!, ({ text }) => files.set(path!, text));
    }
    await blobs.close();
    return files;
  } finally {
    blobs.stop();
  }
}

/** The tree with the files of the months that the change touches; of a damaged log all files are written again. */
async function writeTree(
  root: string,
  before: StoredLog,
  log: DeliveryLog,
  change: LogChange,
): Promise<string> {
  const isWhole = before.commits.length === 1 && before.damage === undefined;
  const all = [...log.deliveries.values()];
  const paths = new Set((isWhole ? change.deliveries : all).map(logPathOf));
  const texts = [...paths].map((path): [string, string] => [
    path,
    renderDeliveries(all.filter((delivery) => logPathOf(delivery) === path)),
  ]);
  if (change.places || !isWhole) texts.push([PLACES_PATH, renderPlaces(log.places)]);
  const written = await Promise.all(
    texts.map(async ([path, text]) => {
      const blob = await runGit(root, ['hash-object', '-w', '--no-filters', '--stdin'], { input: text });
      return `100644 blob ${blob.trim()}\t${path}`;
    }),
  );
  const changed = new Set(texts.map(([path]) => path));
  const kept = isWhole ? await listOtherFiles(root, before.commits[0]!, changed) : [];
  return (await runGit(root, ['mktree'], { input: [...kept, ...written, ''].join('\n') })).trim();
}

async function listOtherFiles(
  root: string,
  commit: string,
  changed: ReadonlySet<string>,
): Promise<readonly string[]> {
  const lines = (await readGitOutput(root, ['ls-tree', commit])).split('\n').filter((line) => line !== '');
  return lines.filter((line) => !changed.has(line.slice(line.indexOf('\t') + 1)));
}

/**
 * The log as a report needs it: from the remote if it answers, otherwise as this clone knows it. Undefined if there is
 * none.
 */
export async function readLogForReport(root: string): Promise<DeliveryLog | undefined> {
  try {
    const { commits, log } = await openLogStore(root, await remoteOf(root)).read();
    return commits.length === 0 ? undefined : log;
  } catch {
    return undefined;
  }
}

/** The remote of a clone that has the log; undefined if there is none. */
export async function remoteOf(root: string): Promise<string | undefined> {
  const remotes = (await tryGit(root, ['remote']))?.split('\n').filter((name) => name !== '') ?? [];
  return remotes.includes('origin') ? 'origin' : remotes[0];
}
