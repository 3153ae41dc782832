import { appendFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';
import {
  renderReminder,
  renderReminderJson,
  renderWatchEnd,
  renderWatchEndJson,
} from '../../deadlines/report/reminder.ts';
import { createDeliveryReader } from '../../deadlines/io/read-deliveries.ts';
import { findGitFolder } from '../../git/repository.ts';
import { openCalendarReader } from '../../on-call/io/read-calendars.ts';
import { planHandover } from '../handover.ts';
import { runWatchLoop } from './watch.ts';
import type { WatchTask } from './tasks.ts';
import { createFileWatcher } from './file-source.ts';
import type { ContentWatcher } from './file-source.ts';
import { openStandardOutput } from './print-output.ts';
import type { ReminderOutput } from './print-output.ts';
import { openSentReminderState } from './state-file.ts';
import { lockFile } from './state-lock.ts';
import { retryGit } from './retry-git.ts';
import { findRemoteBranch, createBranchWatcher } from './git-source.ts';

/** The exit code if the watcher ends while an incident is open. */
export const EXIT_RESTARTED = 3;

const DEFAULT_INTERVAL = 30 * SECOND;
const LOCK_PAUSE_MS = 1000;

export interface WatchOptions {
  readonly root: string;
  readonly drills: boolean;
  readonly useFiles: boolean;
  readonly json: boolean;
  /** `Infinity` for no limit. */
  readonly duration: Duration;
  readonly interval: Duration | undefined;
  readonly stateFile: string | undefined;
  /** Also keeps GitHub up to date. */
  readonly github: boolean;
  /** What started the watcher, if not the previous run: `the watchdog`. */
  readonly triggeredBy: string | undefined;
}

/** Runs the watcher in this process and prints reminders to standard output. Returns the exit code. */
export async function runWatch(command: WatchOptions): Promise<number> {
  const { root, drills, json, duration } = command;
  const handover = planHandover(Date.now() - performance.now(), duration);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  // The watcher goes on although its log is on a full disk.
  process.stderr.on('error', () => undefined);
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  const output = openStandardOutput();
  const contentWatcher = await retryGit(root, warn, () => openContentWatcher(root, command.useFiles));
  const file = command.stateFile === undefined ? await findStateFile(root) : resolve(command.stateFile);
  if (file === undefined)
    warn('No --state and no git repository: sent reminders are forgotten when this watcher ends.');
  const lock =
    file === undefined
      ? undefined
      : await waitForLock(`${file}.lock`, { endAt: handover.latest, stop, warn });
  if (lock === 'ended') return EXIT_RESTARTED;
  const log = (line: string): void =>
    printLeniently(output, json ? `${JSON.stringify({ event: 'github', did: line })}\n` : `${line}\n`);
  const tasks = command.github ? await createGithubTasks(command, log, warn) : [];
  warn(`Watching ${contentWatcher.name}.`);
  const sentReminders = await openSentReminderState(file, output, warn);
  const { end, open, next } = await runWatchLoop({
    contentWatcher,
    sentReminders,
    drills,
    handover,
    interval: command.interval ?? DEFAULT_INTERVAL,
    abortSignal: stop.signal,
    // Anyone can read the logs of a public repository's jobs.
    isOutputPrivate: !(command.github && process.env['GITHUB_ACTIONS'] === 'true'),
    formatReminder: (reminder, siteContext, printing) =>
      json ? renderReminderJson(reminder, printing) : renderReminder(reminder, siteContext, printing),
    warn,
    readCalendars: await openCalendarReader(root),
    readDeliveries: createDeliveryReader(root),
    tasks,
  });
  lock?.release();
  const unsaved = sentReminders.unsavedReason();
  if (unsaved !== undefined)
    warn(`${file} does not contain all sent reminders: ${unsaved}. The next watcher may repeat some.`);
  printLeniently(output, (json ? renderWatchEndJson : renderWatchEnd)(end, open, next));
  const outputs = process.env['GITHUB_OUTPUT'];
  if (command.github && outputs) await appendFile(outputs, `ended=${end}\n`);
  return end === 'restarted' ? EXIT_RESTARTED : 0;
}

/**
 * Waits until no other watcher uses the state file, then locks it. If it can't be locked, the watcher goes on without.
 * @returns `ended` if the watcher's time was over first
 */
async function waitForLock(
  path: string,
  { endAt, stop, warn }: { endAt: Instant; stop: AbortController; warn: (message: string) => void },
): Promise<{ readonly release: () => void } | 'ended' | undefined> {
  for (let isFirst = true; ; isFirst = false) {
    const lock = lockFile(path);
    if (lock.type === 'locked') return lock;
    if (lock.type === 'failed') {
      warn(`Could not lock ${path}: ${lock.reason}. A second watcher would send the same reminders.`);
      return undefined;
    }
    if (isFirst) warn(`Another watcher has locked ${path}. This one waits until it ends.`);
    if (stop.signal.aborted || Date.now() >= endAt) return 'ended';
    await wait(LOCK_PAUSE_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  }
}

/** For lines that are only a log: they are not worth stopping for. */
function printLeniently(output: ReminderOutput, text: string): void {
  try {
    output.print(text);
  } catch {
    // The reminders that follow report it.
  }
}

/** Imported dynamically, because a watcher without GitHub needs none of it. */
async function createGithubTasks(
  { root, triggeredBy }: WatchOptions,
  log: (line: string) => void,
  warn: (message: string) => void,
): Promise<WatchTask[]> {
  const [
    { requireGithubToken, openTracker },
    { createTrackingTask },
    { createWatchAtTask },
    { createPullRequestTask },
    { createRebuildTask },
    { createNotifyTask },
  ] = await Promise.all([
    import('./connect.ts'),
    import('./tracking-task.ts'),
    import('./watch-at-task.ts'),
    import('./open-pulls-task.ts'),
    import('./rebuild-task.ts'),
    import('./notify-task.ts'),
  ]);
  const tracker = await retryGit(root, warn, () => openTracker(root));
  const tasks = [
    // First, because a person who has to be woken waits for nothing else.
    createNotifyTask(tracker, log),
    createTrackingTask({ tracker, log, ...(triggeredBy !== undefined && { triggeredBy }) }),
    createPullRequestTask(tracker, requireGithubToken(), log),
    createRebuildTask(tracker, log),
  ];
  const place = process.env['GITHUB_ACTIONS'] === 'true' ? 'actions' : 'host';
  const isNeededByOthers = (): boolean => tasks.some((task) => task.needsWatcher?.());
  // The last one, so that it knows what the others have found.
  return [...tasks, createWatchAtTask(tracker, { place, isNeededByOthers }, warn)];
}

async function openContentWatcher(root: string, files: boolean): Promise<ContentWatcher> {
  const branch = files ? undefined : await findRemoteBranch(root);
  return branch ? createBranchWatcher(root, branch) : createFileWatcher(root);
}

/** In the git folder, so that the working tree stays clean. */
async function findStateFile(root: string): Promise<string | undefined> {
  const folder = await findGitFolder(root);
  return folder === undefined ? undefined : join(folder, 'candor', 'clock.json');
}
