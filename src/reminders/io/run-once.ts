import type { Instant } from '../../time/instant.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent } from '../../deadlines/active-content.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import { createCalendarReader, openCalendarReader } from '../../on-call/io/read-calendars.ts';
import type { CalendarReader } from '../../on-call/io/read-calendars.ts';
import { createDeliveryReader } from '../../deadlines/io/read-deliveries.ts';
import type { DeliveryReader } from '../../deadlines/io/read-deliveries.ts';
import { createTimeLimit } from '../../files/time-limit.ts';
import { requireSiteContext } from '../../deadlines/io/require-site-context.ts';
import { previewTracking, runTracking } from './tracking-task.ts';
import { openTracker } from './connect.ts';
import type { WatchState } from './tasks.ts';
import type { ContentWatcher } from './file-source.ts';
import { createBranchWatcher } from './git-source.ts';

/** What the watcher would know at a time, from the default branch. */
export async function readWatchState(
  contentWatcher: ContentWatcher,
  now: Instant,
  readCalendars: CalendarReader = createCalendarReader({}),
  readDeliveries: DeliveryReader = () => Promise.resolve({}),
): Promise<WatchState> {
  await contentWatcher.refresh?.();
  const endedAfter = now - FOLLOW_UP_PERIOD;
  const content = parseActiveContent(await contentWatcher.read(), endedAfter, createTimeLimit());
  const siteContext = requireSiteContext(content);
  const { incidents, unread } = content;
  const evidence = {
    ...content.evidence,
    ...(await readDeliveries(siteContext.site)),
    calendars: await readCalendars(siteContext.site, now),
  };
  const deadlines = deadlinesOf(siteContext, incidents, evidence, now, { endedAfter });
  return {
    siteContext,
    incidents,
    unreadablePaths: unread,
    evidence,
    deadlines,
    now,
    abortSignal: new AbortController().signal,
  };
}

/** Does everything that is due on GitHub, once. The exit code is always 0. */
export async function runRemindersOnce(
  root: string,
  now: Instant,
  { dryRun, triggeredBy }: { readonly dryRun: boolean; readonly triggeredBy: string | undefined },
  log: (line: string) => void,
): Promise<number> {
  const tracker = await openTracker(root);
  const contentWatcher = await createBranchWatcher(root, {
    remote: tracker.remote,
    branch: tracker.defaultBranch,
  });
  try {
    const watchState = await readWatchState(
      contentWatcher,
      now,
      await openCalendarReader(root),
      createDeliveryReader(root),
    );
    const options = { tracker, log, ...(triggeredBy !== undefined && { triggeredBy }) };
    if (!dryRun) {
      const { count } = await runTracking(options, watchState);
      if (count === 0) log('Nothing to do: GitHub is up to date.');
      return 0;
    }
    const lines = await previewTracking(options, watchState);
    log(lines.length === 0 ? 'Nothing to do: GitHub is up to date.' : 'This would be done:');
    for (const line of lines) log(`  ${line}`);
    return 0;
  } finally {
    contentWatcher.stop();
  }
}
