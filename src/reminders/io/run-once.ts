import type { Instant } from '../../time/instant.ts';
import { CHASED_FOR, clockContent } from '../../deadlines/active-content.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import { settled } from '../../deadlines/io/require-setting.ts';
import { rehearseTracking, runTracking } from './tracking-task.ts';
import { openTracker } from './connect.ts';
import type { Wake } from './tasks.ts';
import type { Feed } from './file-source.ts';
import { remoteFeed } from './git-source.ts';

/** What a watch would know that woke at a time, from what is published. */
export async function wakeOnce(feed: Feed, now: Instant): Promise<Wake> {
  await feed.refresh?.();
  const endedAfter = now - CHASED_FOR;
  const content = clockContent(await feed.read(), endedAfter);
  const setting = settled(content);
  const { entries, unread, facts } = content;
  const deadlines = deadlinesOf(setting, entries, facts, now, { endedAfter });
  return { setting, entries, unread, facts, deadlines, now, stopped: new AbortController().signal };
}

/** Does on GitHub what is due, once, or only says it; the exit code is 0. */
export async function runOnGithub(
  root: string,
  now: Instant,
  { dryRun, noticedBy }: { readonly dryRun: boolean; readonly noticedBy: string | undefined },
  say: (line: string) => void,
): Promise<number> {
  const tracker = await openTracker(root);
  const feed = await remoteFeed(root, { remote: tracker.remote, branch: tracker.base });
  try {
    const wake = await wakeOnce(feed, now);
    const tracking = { tracker, log: say, ...(noticedBy !== undefined && { noticedBy }) };
    if (!dryRun) {
      const { count } = await runTracking(tracking, wake);
      if (count === 0) say('GitHub says all that is due.');
      return 0;
    }
    const lines = await rehearseTracking(tracking, wake);
    say(lines.length === 0 ? 'GitHub says all that is due.' : 'This would be done:');
    for (const line of lines) say(`  ${line}`);
    return 0;
  } finally {
    feed.stop();
  }
}
