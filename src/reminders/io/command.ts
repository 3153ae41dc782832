import { appendFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MINUTE, SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import {
  renderReminder,
  renderReminderJson,
  renderWatchEnd,
  renderWatchEndJson,
} from '../../deadlines/report/reminder.ts';
import { findGitFolder } from '../../git/repository.ts';
import { runWatchLoop } from './watch.ts';
import type { WatchTask } from './tasks.ts';
import { createFileWatcher } from './file-source.ts';
import type { ContentWatcher } from './file-source.ts';
import { openSentReminderState } from './state-file.ts';
import { findRemoteBranch, createBranchWatcher } from './git-source.ts';

/** The exit code if the watcher ends while an incident is open. */
export const EXIT_RESTARTED = 3;

const DEFAULT_INTERVAL = 30 * SECOND;

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
  const endAt = performance.timeOrigin + duration - handoverMargin(duration);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  const contentWatcher = await openContentWatcher(root, command.useFiles);
  const file = command.stateFile === undefined ? await findStateFile(root) : resolve(command.stateFile);
  if (file === undefined)
    warn('No --state and no git repository: sent reminders are forgotten when this watcher ends.');
  const log = (line: string): void =>
    void process.stdout.write(json ? `${JSON.stringify({ event: 'github', did: line })}\n` : `${line}\n`);
  const tasks = command.github ? await createGithubTasks(command, log, warn) : [];
  warn(`Watching ${contentWatcher.name}.`);
  const { end, open, next } = await runWatchLoop({
    contentWatcher,
    sentReminders: await openSentReminderState(file),
    drills,
    endAt,
    interval: command.interval ?? DEFAULT_INTERVAL,
    abortSignal: stop.signal,
    sendReminder: (reminder, siteContext, now) => {
      process.stdout.write(
        json ? renderReminderJson(reminder, now) : renderReminder(reminder, siteContext, now),
      );
    },
    warn,
    tasks,
  });
  process.stdout.write((json ? renderWatchEndJson : renderWatchEnd)(end, open, next));
  const outputs = process.env['GITHUB_OUTPUT'];
  if (command.github && outputs) await appendFile(outputs, `ended=${end}\n`);
  return end === 'restarted' ? EXIT_RESTARTED : 0;
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
    { createWatchdogTask },
    { createApprovalTimeoutTask },
  ] = await Promise.all([
    import('./connect.ts'),
    import('./tracking-task.ts'),
    import('./watchdog.ts'),
    import('./approval-timeouts.ts'),
  ]);
  const tracker = await openTracker(root);
  return [
    createTrackingTask({ tracker, log, ...(triggeredBy !== undefined && { triggeredBy }) }),
    createApprovalTimeoutTask(tracker, requireGithubToken(), log),
    createWatchdogTask(tracker, warn),
  ];
}

/** The time that is left for the next watcher to start: a tenth of the duration, at most a minute. */
function handoverMargin(lasts: Duration): Duration {
  return lasts === Infinity ? 0 : Math.min(MINUTE, lasts / 10);
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
