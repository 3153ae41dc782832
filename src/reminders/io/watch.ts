import type { ContentSources } from '../../content/content.ts';
import { SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { IncidentOrMaintenance } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { remindersAt, reminderId, nextReminderAt } from '../../deadlines/announcements.ts';
import type { DeadlineReminder } from '../../deadlines/announcements.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent, isActive } from '../../deadlines/active-content.ts';
import type { ActiveContent } from '../../deadlines/active-content.ts';
import type { SiteContext } from '../../content/content.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import { requireSiteContext } from '../../deadlines/io/require-setting.ts';
import { createTaskRunner } from './tasks.ts';
import type { WatchTask } from './tasks.ts';
import type { ContentWatcher } from './file-source.ts';
import type { SentReminderState } from './state-file.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** A change in a folder is read after this long, so that one who is writing can finish. */
const SETTLE_DELAY_MS = 50;
/** News is asked for so long before a boundary, so that what was just published is known there. */
const REFRESH_LEAD_TIME = 3 * SECOND;
/** Sleep is never longer: a machine that was suspended, or a folder that can't be listened to, costs this at most. */
const MAX_SLEEP = 30 * SECOND;

export interface WatchLoopOptions {
  readonly contentWatcher: ContentWatcher;
  readonly sentReminders: SentReminderState;
  readonly drills: boolean;
  /** When to hand over at the latest. */
  readonly endAt: Instant;
  /** How often news is asked for. */
  readonly interval: Duration;
  /** Stops the watch as if its time were over. */
  readonly abortSignal: AbortSignal;
  readonly sendReminder: (reminder: DeadlineReminder, siteContext: SiteContext, now: Instant) => void;
  /** Something that the one who runs the watch should know. */
  readonly warn: (message: string) => void;
  /** What is seen to each time it wakes, after everything was said. */
  readonly tasks?: readonly WatchTask[];
}

/** How a watch came to its end. */
export interface WatchResult {
  readonly end: 'nothing-open' | 'restarted';
  /** How many entries are open. */
  readonly open: number;
  /** When something would have to be said next. */
  readonly next?: Instant;
}

/**
 * Says each boundary once, when it is there, for as long as something is open. Every time it wakes it reads again and
 * works everything out anew, so that there is no state to go wrong but the memory of what was said.
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

/** Sleeps to a moment, or until somebody rings. */
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
    // A timer may go off a little early; a boundary is not there before its time.
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
  /** Asks the outside, and rings when there is an answer; never fails, and never more than once at a time. */
  readonly refresh: () => Promise<void>;
  readonly isDue: (every: Duration, next: Instant | undefined) => boolean;
  /** When to wake for it. */
  readonly times: (every: Duration, next: Instant | undefined, now: Instant) => readonly Instant[];
}

function createRefreshSchedule(
  contentWatcher: ContentWatcher,
  ring: () => void,
  warn: (message: string) => void,
): RefreshSchedule {
  let lastAskedAt = -Infinity;
  let failing = false;
  const dueAt = (every: Duration, next: Instant | undefined): Instant => {
    const before = next === undefined ? Infinity : next - REFRESH_LEAD_TIME;
    return Math.min(lastAskedAt + every, before > lastAskedAt ? before : Infinity);
  };
  return {
    refresh: async () => {
      lastAskedAt = Date.now();
      try {
        await contentWatcher.refresh?.();
        failing = false;
        ring();
      } catch (error) {
        if (!failing)
          warn(
            `${contentWatcher.name} gives no news, its last known state counts: ${(error as Error).message}`,
          );
        failing = true;
      }
    },
    isDue: (every, next) => contentWatcher.refresh !== undefined && Date.now() >= dueAt(every, next),
    times: (every, next, now) => (contentWatcher.refresh ? [Math.max(now, dueAt(every, next))] : []),
  };
}

type ReadableContent = ActiveContent & { readonly siteContext: SiteContext };

/** Reads the content; where a site or an incident can't be read now but could before, what it said then stands. */
function createContentReader(
  contentWatcher: ContentWatcher,
  warn: (message: string) => void,
): () => Promise<ReadableContent> {
  const incidentsByPath = new Map<string, IncidentOrMaintenance>();
  const warned = new Set<string>();
  let siteContext: SiteContext | undefined;
  const warnOnce = (message: string): void => {
    if (!warned.has(message)) warn(message);
    warned.add(message);
  };
  return async () => {
    const sources: ContentSources = await contentWatcher.read();
    const content = parseActiveContent(sources, Date.now() - FOLLOW_UP_PERIOD);
    if (content.siteContext || !siteContext) siteContext = requireSiteContext(content);
    else warnOnce("The site or its policy can't be read any more; what they said before stands.");
    for (const event of content.incidents) incidentsByPath.set(event.source.path, event);
    const lastValid = content.unread.flatMap((path) => incidentsByPath.get(path) ?? []);
    const unread = content.unread.filter((path) => !incidentsByPath.has(path));
    for (const path of content.unread)
      warnOnce(
        `${escapeControlCharacters(path)} can't be read${incidentsByPath.has(path) ? ': what it said before stands' : ''}.`,
      );
    return { ...content, siteContext, incidents: [...content.incidents, ...lastValid], unread };
  };
}
