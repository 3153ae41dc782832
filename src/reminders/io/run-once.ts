import type { Instant } from '../../time/instant.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent } from '../../deadlines/active-content.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import { requireSiteContext } from '../../deadlines/io/require-setting.ts';
import { previewTracking, runTracking } from './tracking-task.ts';
import { openTracker } from './connect.ts';
import type { WatchState } from './tasks.ts';
import type { ContentWatcher } from './file-source.ts';
import { createBranchWatcher } from './git-source.ts';

/** What a watch would know that woke at a time, from what is published. */
export async function readWatchState(feed: ContentWatcher, now: Instant): Promise<WatchState> {
  await feed.refresh?.();
  const endedAfter = now - FOLLOW_UP_PERIOD;
  const content = parseActiveContent(await feed.read(), endedAfter);
  const setting = requireSiteContext(content);
  const { incidents, unread, evidence } = content;
  const deadlines = deadlinesOf(setting, incidents, evidence, now, { endedAfter });
  return { setting, entries, unreadablePaths: unread, facts, deadlines, now, abortSignal: new AbortController().signal };
}

/** Does on GitHub what is due, once, or only says it; the exit code is 0. */
export async function runRemindersOnce(
  root: string,
  now: Instant,
  { dryRun, noticedBy }: { readonly dryRun: boolean; readonly noticedBy: string | undefined },
  say: (line: string) => void,
): Promise<number> {
  const tracker = await openTracker(root);
  const feed = await createBranchWatcher(root, { remote: tracker.remote, branch: tracker.defaultBranch });
  try {
    const wake = await readWatchState(feed, now);
    const tracking = { tracker, log: say, ...(noticedBy !== undefined && { noticedBy }) };
    if (!dryRun) {
      const { count } = await runTracking(tracking, wake);
      if (count === 0) say('GitHub says all that is due.');
      return 0;
    }
    const lines = await previewTracking(tracking, wake);
    say(lines.length === 0 ? 'GitHub says all that is due.' : 'This would be done:');
    for (const line of lines) say(`  ${line}`);
    return 0;
  } finally {
    feed.stop();
  }
}
