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
  readonly sendReminder: (announcement: DeadlineReminder, setting: SiteContext, now: Instant) => void;
  /** Something that the one who runs the watch should know. */
  readonly warn: (message: string) => void;
  /** What is seen to each time it wakes, after everything was said. */
  readonly tasks?: readonly WatchTask[];
}

/** How a watch came to its end. */
export interface WatchResult {
  readonly end: 'nothing-open' | 'handed-over';
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
  const bell = createAlarm(abortSignal);
  const news = createRefreshSchedule(contentWatcher, bell.ring, warn);
  const reader = createContentReader(contentWatcher, warn);
  const seeTo = createTaskRunner(tasks, warn);
  try {
    await news.refresh();
    for (;;) {
      contentWatcher.listen(bell.ring);
      const { siteContext, incidents, evidence, unread } = await reader();
      const now = Date.now();
      const deadlines = deadlinesOf(siteContext, incidents, evidence, now, { drills, endedAfter: now - FOLLOW_UP_PERIOD });
      for (const announcement of remindersAt(deadlines, now, sentReminders.isSent)) {
        sendReminder(announcement, siteContext, now);
        const { deadline, threshold, missed } = announcement;
        await sentReminders.markSent(
          [...missed, threshold].map((one) => reminderId(deadline, one)),
          now,
        );
      }
      const wake = { setting, entries, unread, facts, deadlines, now, stopped };
      const asked = await seeTo(wake);
      const open = incidents.filter((entry) => isActive(entry, now, drills)).length + unread.length;
      const next = nextReminderAt(deadlines, now);
      if (open === 0 && !tasks.some((chore) => chore.needsWatcher?.())) return { end: 'nothing-open', open };
      if (abortSignal.aborted || now >= endAt)
        return { end: 'handed-over', open, ...(next !== undefined && { next }) };
      const times = [endAt, now + MAX_SLEEP, next ?? Infinity, ...asked, ...news.times(interval, next, now)];
      await bell.wait(Math.min(...times));
      if (news.isDue(interval, next)) void news.refresh();
    }
  } finally {
    contentWatcher.stop();
  }
}

/** Sleeps to a moment, or until somebody rings. */
function createAlarm(stopped: AbortSignal): {
  readonly ring: () => void;
  readonly wait: (until: Instant) => Promise<void>;
} {
  const bell = { rung: false, wake: (): void => undefined };
  const ring = (): void => {
    bell.rung = true;
    bell.wake();
  };
  stopped.addEventListener('abort', ring);
  const wait = async (until: Instant): Promise<void> => {
    // A timer may go off a little early; a boundary is not there before its time.
    for (let left = until - Date.now(); left > 0 && !bell.rung; left = until - Date.now()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        bell.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (bell.rung && !stopped.aborted) await new Promise((resolve) => setTimeout(resolve, SETTLE_DELAY_MS));
    bell.rung = stopped.aborted;
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

function createRefreshSchedule(feed: ContentWatcher, ring: () => void, warn: (message: string) => void): RefreshSchedule {
  let asked = -Infinity;
  let failing = false;
  const dueAt = (every: Duration, next: Instant | undefined): Instant => {
    const before = next === undefined ? Infinity : next - REFRESH_LEAD_TIME;
    return Math.min(asked + every, before > asked ? before : Infinity);
  };
  return {
    refresh: async () => {
      asked = Date.now();
      try {
        await feed.refresh?.();
        failing = false;
        ring();
      } catch (error) {
        if (!failing)
          warn(`${feed.name} gives no news, its last known state counts: ${(error as Error).message}`);
        failing = true;
      }
    },
    isDue: (every, next) => feed.refresh !== undefined && Date.now() >= dueAt(every, next),
    times: (every, next, now) => (feed.refresh ? [Math.max(now, dueAt(every, next))] : []),
  };
}

type ReadableContent = ActiveContent & { readonly setting: SiteContext };

/** Reads the content; where a site or an incident can't be read now but could before, what it said then stands. */
function createContentReader(feed: ContentWatcher, warn: (message: string) => void): () => Promise<ReadableContent> {
  const entries = new Map<string, IncidentOrMaintenance>();
  const warned = new Set<string>();
  let setting: SiteContext | undefined;
  const warnOnce = (message: string): void => {
    if (!warned.has(message)) warn(message);
    warned.add(message);
  };
  return async () => {
    const sources: ContentSources = await feed.read();
    const content = parseActiveContent(sources, Date.now() - FOLLOW_UP_PERIOD);
    if (content.siteContext || !setting) setting = requireSiteContext(content);
    else warnOnce("The site or its policy can't be read any more; what they said before stands.");
    for (const entry of content.incidents) entries.set(entry.source.path, entry);
    const stand = content.unread.flatMap((path) => entries.get(path) ?? []);
    const unread = content.unread.filter((path) => !entries.has(path));
    for (const path of content.unread)
      warnOnce(`${escapeControlCharacters(path)} can't be read${entries.has(path) ? ': what it said before stands' : ''}.`);
    return { ...content, siteContext: setting, incidents: [...content.incidents, ...stand], unread };
  };
}
