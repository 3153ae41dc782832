import { appendFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MINUTE, SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import { drawSpoken, drawSpokenJson, drawWatchEnd, drawWatchEndJson } from '../../deadlines/report/announcement.ts';
import { gitFolder } from '../../git/git-dir.ts';
import { keepWatch } from './watch.ts';
import type { Chore } from './tasks.ts';
import { filesFeed } from './file-source.ts';
import type { Feed } from './file-source.ts';
import { openMemory } from './state-file.ts';
import { findRemoteBranch, remoteFeed } from './git-source.ts';

/** The exit code of a watch that ends while something is open. */
export const HANDED_OVER = 3;

const USUAL_EVERY = 30 * SECOND;

export interface WatchCommand {
  readonly root: string;
  readonly drills: boolean;
  readonly files: boolean;
  readonly json: boolean;
  /** Infinity for ever. */
  readonly lasts: Duration;
  readonly every: Duration | undefined;
  readonly state: string | undefined;
  /** Speaks on GitHub too. */
  readonly github: boolean;
  /** Who noticed that a watch was needed, where it was not the one before: `the net`. */
  readonly noticedBy: string | undefined;
}

/** Runs a watch in this process, speaking on its standard output; its exit code. */
export async function runWatch(command: WatchCommand): Promise<number> {
  const { root, drills, json, lasts } = command;
  const until = performance.timeOrigin + lasts - marginOf(lasts);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  const feed = await feedOf(root, command.files);
  const file = command.state === undefined ? await usualState(root) : resolve(command.state);
  if (file === undefined) warn('No --state and no git: what was said is forgotten when this watch ends.');
  const say = (line: string): void =>
    void process.stdout.write(json ? `${JSON.stringify({ event: 'github', did: line })}\n` : `${line}\n`);
  const chores = command.github ? await githubChores(command, say, warn) : [];
  warn(`Watching ${feed.name}.`);
  const { end, open, next } = await keepWatch({
    feed,
    memory: await openMemory(file),
    drills,
    until,
    every: command.every ?? USUAL_EVERY,
    stopped: stop.signal,
    announce: (announcement, setting, now) => {
      process.stdout.write(json ? drawSpokenJson(announcement, now) : drawSpoken(announcement, setting, now));
    },
    warn,
    chores,
  });
  process.stdout.write((json ? drawWatchEndJson : drawWatchEnd)(end, open, next));
  const outputs = process.env['GITHUB_OUTPUT'];
  if (command.github && outputs) await appendFile(outputs, `ended=${end}\n`);
  return end === 'handed-over' ? HANDED_OVER : 0;
}

/** Loaded only when it is asked for: a watch without GitHub needs none of it. */
async function githubChores(
  { root, noticedBy }: WatchCommand,
  log: (line: string) => void,
  warn: (message: string) => void,
): Promise<Chore[]> {
  const [{ githubToken, openTracker }, { trackingChore }, { netChore }, { reviewChore }] = await Promise.all([
    import('./connect.ts'),
    import('./tracking-task.ts'),
    import('./watchdog.ts'),
    import('./approval-timeouts.ts'),
  ]);
  const tracker = await openTracker(root);
  return [
    trackingChore({ tracker, log, ...(noticedBy !== undefined && { noticedBy }) }),
    reviewChore(tracker, githubToken(), log),
    netChore(tracker, warn),
  ];
}

/** How much of its time a watch leaves for the next one to begin: a tenth, at most a minute. */
function marginOf(lasts: Duration): Duration {
  return lasts === Infinity ? 0 : Math.min(MINUTE, lasts / 10);
}

async function feedOf(root: string, files: boolean): Promise<Feed> {
  const branch = files ? undefined : await findRemoteBranch(root);
  return branch ? remoteFeed(root, branch) : filesFeed(root);
}

/** In the repository's own folder, where it makes no work tree dirty. */
async function usualState(root: string): Promise<string | undefined> {
  const folder = await gitFolder(root);
  return folder === undefined ? undefined : join(folder, 'candor', 'clock.json');
}
