import type { ContentSources } from '../../content/content.ts';
import { SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { IncidentOrMaintenance } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { remindersAt, reminderId, nextReminderAt } from '../../deadlines/reminders.ts';
import type { DeadlineReminder } from '../../deadlines/reminders.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent, isActive } from '../../deadlines/active-content.ts';
import type { ActiveContent } from '../../deadlines/active-content.ts';
import { createTimeLimit } from '../../files/time-limit.ts';
import type { SiteContext } from '../../content/content.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import { requireSiteContext } from '../../deadlines/io/require-site-context.ts';
import { createTaskRunner } from './tasks.ts';
import type { WatchTask } from './tasks.ts';
import type { ContentWatcher } from './file-source.ts';
import type { SentReminderState } from './state-file.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** Delay before a changed folder is read, so that the writer can finish. */
const SETTLE_DELAY_MS = 50;
/** Content is fetched this long before a reminder is due, so that a recent update is taken into account. */
const REFRESH_LEAD_TIME = 3 * SECOND;
/** Limits the delay after the machine was suspended, or if a folder can't be watched. */
const MAX_SLEEP = 30 * SECOND;

export interface WatchLoopOptions {
  readonly contentWatcher: ContentWatcher;
  readonly sentReminders: SentReminderState;
  readonly drills: boolean;
  /** When to hand over to the next watcher. */
  readonly endAt: Instant;
  /** How often the content is fetched. */
  readonly interval: Duration;
  /** Ends the watcher as if its time were over. */
  readonly abortSignal: AbortSignal;
  readonly sendReminder: (reminder: DeadlineReminder, siteContext: SiteContext, now: Instant) => void;
  readonly warn: (message: string) => void;
  /** Run on each wake-up, after reminders were sent. */
  readonly tasks?: readonly WatchTask[];
}

export interface WatchResult {
  readonly end: 'nothing-open' | 'restarted';
  /** How many incidents and maintenances are open. */
  readonly open: number;
  /** When the next reminder is due. */
  readonly next?: Instant;
}

/**
 * Sends each reminder once, when it is due, for as long as an incident is open. On each wake-up it reads the content and
 * computes all deadlines again, so the only state is the list of sent reminders.
 */
export async function runWatchLoop({
  contentWatcher,
  sentReminders,
  drills,
  endAt,
  interval,
  abortSignal,
  sendReminder,
  warn,
  tasks = [],
}: WatchLoopOptions): Promise<WatchResult> {
  const alarm = createAlarm(abortSignal);
  const refreshSchedule = createRefreshSchedule(contentWatcher, alarm.ring, warn);
  const reader = createContentReader(contentWatcher, warn);
  const runTasks = createTaskRunner(tasks, warn);
  try {
    await refreshSchedule.refresh();
    for (;;) {
      contentWatcher.listen(alarm.ring);
      const { siteContext, incidents, evidence, unread } = await reader();
      const now = Date.now();
      const deadlines = deadlinesOf(siteContext, incidents, evidence, now, {
        drills,
        endedAfter: now - FOLLOW_UP_PERIOD,
      });
      for (const reminder of remindersAt(deadlines, now, sentReminders.isSent)) {
        sendReminder(reminder, siteContext, now);
        const { deadline, threshold, missed } = reminder;
        await sentReminders.markSent(
          [...missed, threshold].map((one) => reminderId(deadline, one)),
          now,
        );
      }
      const state = {
        siteContext,
        incidents,
        unreadablePaths: unread,
        evidence,
        deadlines,
        now,
        abortSignal,
      };
      const taskTimes = await runTasks(state);
      const open = incidents.filter((event) => isActive(event, now, drills)).length + unread.length;
      const next = nextReminderAt(deadlines, now);
      if (open === 0 && !tasks.some((task) => task.needsWatcher?.())) return { end: 'nothing-open', open };
      if (abortSignal.aborted || now >= endAt)
        return { end: 'restarted', open, ...(next !== undefined && { next }) };
      const times = [
        endAt,
        now + MAX_SLEEP,
        next ?? Infinity,
        ...taskTimes,
        ...refreshSchedule.times(interval, next, now),
      ];
      await alarm.wait(Math.min(...times));
      if (refreshSchedule.isDue(interval, next)) void refreshSchedule.refresh();
    }
  } finally {
    contentWatcher.stop();
  }
}

/** Sleeps until a time, or until `ring` is called. */
function createAlarm(abortSignal: AbortSignal): {
  readonly ring: () => void;
  readonly wait: (time: Instant) => Promise<void>;
} {
  const alarm = { rung: false, wake: (): void => undefined };
  const ring = (): void => {
    alarm.rung = true;
    alarm.wake();
  };
  abortSignal.addEventListener('abort', ring);
  const wait = async (time: Instant): Promise<void> => {
    // A timer may fire a little early, but a reminder must not.
    for (let left = time - Date.now(); left > 0 && !alarm.rung; left = time - Date.now()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        alarm.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (alarm.rung && !abortSignal.aborted)
      await new Promise((resolve) => setTimeout(resolve, SETTLE_DELAY_MS));
    alarm.rung = abortSignal.aborted;
  };
  return { ring, wait };
}

interface RefreshSchedule {
  /** Fetches the content and then rings. It never throws. */
  readonly refresh: () => Promise<void>;
  readonly isDue: (every: Duration, next: Instant | undefined) => boolean;
  /** When to wake up for a fetch. */
  readonly times: (every: Duration, next: Instant | undefined, now: Instant) => readonly Instant[];
}

function createRefreshSchedule(
  contentWatcher: ContentWatcher,
  ring: () => void,
  warn: (message: string) => void,
): RefreshSchedule {
  let lastFetchAt = -Infinity;
  let failing = false;
  const dueAt = (every: Duration, next: Instant | undefined): Instant => {
    const before = next === undefined ? Infinity : next - REFRESH_LEAD_TIME;
    return Math.min(lastFetchAt + every, before > lastFetchAt ? before : Infinity);
  };
  return {
    refresh: async () => {
      lastFetchAt = Date.now();
      try {
        await contentWatcher.refresh?.();
        failing = false;
        ring();
      } catch (error) {
        if (!failing)
          warn(
            `Could not fetch ${contentWatcher.name}, using its last known state: ${(error as Error).message}`,
          );
        failing = true;
      }
    },
    isDue: (every, next) => contentWatcher.refresh !== undefined && Date.now() >= dueAt(every, next),
    times: (every, next, now) => (contentWatcher.refresh ? [Math.max(now, dueAt(every, next))] : []),
  };
}

type ReadableContent = ActiveContent & { readonly siteContext: SiteContext };

/** Reads the content. If a site or an incident becomes invalid, its last valid version is used. */
function createContentReader(
  contentWatcher: ContentWatcher,
  warn: (message: string) => void,
): () => Promise<ReadableContent> {
  const runPerFile = createTimeLimit();
  const incidentsByPath = new Map<string, IncidentOrMaintenance>();
  const warned = new Set<string>();
  let siteContext: SiteContext | undefined;
  const warnOnce = (message: string): void => {
    if (!warned.has(message)) warn(message);
    warned.add(message);
  };
  return async () => {
    const sources: ContentSources = await contentWatcher.read();
    const content = parseActiveContent(sources, Date.now() - FOLLOW_UP_PERIOD, runPerFile);
    if (content.siteContext || !siteContext) siteContext = requireSiteContext(content);
    else warnOnce("The site or its policy can't be parsed any more; using the last valid version.");
    for (const event of content.incidents) incidentsByPath.set(event.source.path, event);
    const lastValid = content.unread.flatMap((path) => incidentsByPath.get(path) ?? []);
    const unread = content.unread.filter((path) => !incidentsByPath.has(path));
    for (const path of content.unread)
      warnOnce(
        `${escapeControlCharacters(path)} can't be parsed${incidentsByPath.has(path) ? '; using its last valid version' : ''}.`,
      );
    return { ...content, siteContext, incidents: [...content.incidents, ...lastValid], unread };
  };
}
