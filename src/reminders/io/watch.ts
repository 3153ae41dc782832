import type { ContentSources } from '../../content/content.ts';
import { MINUTE, SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { isPublic } from '../../content/policy.ts';
import type { Instant } from '../../time/instant.ts';
import { nextReminderAt, reminderId, remindersAt, reminderTimesAfter } from '../../deadlines/reminders.ts';
import type { DeadlineReminder } from '../../deadlines/reminders.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent, isActive } from '../../deadlines/active-content.ts';
import type { ActiveContent } from '../../deadlines/active-content.ts';
import { createTimeLimit } from '../../files/time-limit.ts';
import type { SiteContext } from '../../content/content.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import type { DeliveryReader } from '../../deadlines/io/read-deliveries.ts';
import { requireSiteContext } from '../../deadlines/io/require-site-context.ts';
import { createCalendarReader } from '../../on-call/io/read-calendars.ts';
import type { CalendarReader } from '../../on-call/io/read-calendars.ts';
import { createTaskRunner } from './tasks.ts';
import type { WatchTask } from './tasks.ts';
import type { ContentWatcher } from './file-source.ts';
import { createRefreshSchedule } from './refresh-schedule.ts';
import type { SentReminderState } from './state-file.ts';
import { createFailureLog } from './failure-log.ts';
import { chooseHandover } from '../handover.ts';
import type { Handover } from '../handover.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';

/** Delay before a changed folder is read, so that the writer can finish. */
const SETTLE_DELAY_MS = 50;
/** Limits the delay after the machine was suspended, or if a folder can't be watched. */
const MAX_SLEEP = 30 * SECOND;

/** When content is read again after that failed. */
const RETRY_DELAY = 2 * SECOND;
/** How long a watcher that starts waits for content that git can't read. */
const STARTUP_PATIENCE = MINUTE;
/** How long a watcher without open incidents waits for tasks that fail: what they would have to do is unknown. */
const FAILED_TASK_PATIENCE = 5 * MINUTE;

export interface WatchLoopOptions {
  readonly contentWatcher: ContentWatcher;
  readonly sentReminders: SentReminderState;
  readonly drills: boolean;
  /** When to hand over to the next watcher, if an incident is open then. */
  readonly handover: Handover;
  /** How often the content is fetched. */
  readonly interval: Duration;
  /** Ends the watcher as if its time were over. */
  readonly abortSignal: AbortSignal;
  /** @param repeated whether a watcher that was killed may have sent it */
  readonly formatReminder: (
    reminder: DeadlineReminder,
    siteContext: SiteContext,
    options: { readonly now: Instant; readonly repeated: boolean },
  ) => string;
  /** False if anyone can read the output: reminders of incidents off the page (V12.5) are then left out. */
  readonly isOutputPrivate: boolean;
  readonly warn: (message: string) => void;
  /** The calendars of the rotas. */
  readonly readCalendars?: CalendarReader;
  /** What was sent to customers and stakeholders. */
  readonly readDeliveries?: DeliveryReader;
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
  handover,
  interval,
  abortSignal,
  formatReminder,
  isOutputPrivate,
  warn,
  readCalendars = createCalendarReader({}),
  readDeliveries = () => Promise.resolve({}),
  tasks = [],
}: WatchLoopOptions): Promise<WatchResult> {
  const alarm = createAlarm(abortSignal);
  const refreshSchedule = createRefreshSchedule(contentWatcher, alarm.ring, warn);
  const reader = createContentReader(contentWatcher, warn);
  const runTasks = createTaskRunner(tasks, warn);
  const printing = createFailureLog(warn);
  const sendReminders = async (
    reminders: readonly DeadlineReminder[],
    siteContext: SiteContext,
    now: Instant,
  ): Promise<void> => {
    await sentReminders.save();
    try {
      for (const reminder of reminders) {
        const { deadline, threshold, missed } = reminder;
        const ids = [...missed, threshold].map((one) => reminderId(deadline, one));
        const repeated = ids.some(sentReminders.isUncertain);
        await sentReminders.send(ids, formatReminder(reminder, siteContext, { now, repeated }), now);
      }
      printing.succeeded();
    } catch (error) {
      printing.failed(error, (reason) => `Could not print a reminder, it is tried again: ${reason}`);
    }
  };
  let idleFailureEnd: Instant | undefined;
  try {
    await refreshSchedule.refresh();
    for (;;) {
      contentWatcher.listen(alarm.ring);
      const { siteContext, incidents, unread, isStale, ...content } = await reader();
      const now = Date.now();
      const evidence = {
        ...content.evidence,
        ...(await readDeliveries(siteContext.site)),
        calendars: await readCalendars(siteContext.site, now),
      };
      const deadlines = deadlinesOf(siteContext, incidents, evidence, now, {
        drills,
        endedAfter: now - FOLLOW_UP_PERIOD,
      });
      const offPage = isOutputPrivate
        ? []
        : incidents.filter((event) => !isPublic(siteContext.policy, event)).map(({ id }) => id);
      await sendReminders(
        remindersAt(deadlines, now, sentReminders.isSent).filter(
          ({ deadline }) => deadline.incident === undefined || !offPage.includes(deadline.incident),
        ),
        siteContext,
        now,
      );
      const state = {
        siteContext,
        incidents,
        unreadablePaths: unread,
        evidence,
        deadlines,
        now,
        abortSignal,
      };
      const round = await runTasks(state);
      if (round.failedCount === 0) idleFailureEnd = undefined;
      else idleFailureEnd ??= now + FAILED_TASK_PATIENCE;
      const open =
        incidents.filter((event) => isActive(siteContext, event, now, drills)).length + unread.length;
      const next = nextReminderAt(deadlines, now);
      const mayHaveWork = tasks.some((task) => task.needsWatcher?.()) || now < (idleFailureEnd ?? -Infinity);
      if (open === 0 && !mayHaveWork) return { end: 'nothing-open', open };
      const endAt = chooseHandover(handover, reminderTimesAfter(deadlines, now), now);
      if (abortSignal.aborted || now >= endAt)
        return { end: 'restarted', open, ...(next !== undefined && { next }) };
      const times = [
        endAt,
        now + (isStale ? RETRY_DELAY : MAX_SLEEP),
        next ?? Infinity,
        ...round.times,
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

type ReadableContent = ActiveContent & {
  readonly siteContext: SiteContext;
  /** Whether the content could not be read this time, so that this is an earlier state. */
  readonly isStale: boolean;
};

/**
 * Reads the content. If it can't be read, for example while git repacks or holds a lock, its last known state is used; if a
 * site or an incident becomes invalid, its last valid version.
 */
function createContentReader(
  contentWatcher: ContentWatcher,
  warn: (message: string) => void,
): () => Promise<ReadableContent> {
  const runPerFile = createTimeLimit();
  const incidentsByPath = new Map<string, StatusEvent>();
  const warned = new Set<string>();
  let siteContext: SiteContext | undefined;
  const warnOnce = (message: string): void => {
    if (!warned.has(message)) warn(message);
    warned.add(message);
  };
  const reading = createFailureLog(warn);
  let known: ContentSources | undefined;
  const read = async (): Promise<{ sources: ContentSources; isStale: boolean }> => {
    const giveUpAt = Date.now() + STARTUP_PATIENCE;
    for (;;) {
      try {
        known = await contentWatcher.read();
        reading.succeeded();
        return { sources: known, isStale: false };
      } catch (error) {
        reading.failed(error, (reason) =>
          known
            ? `Could not read ${contentWatcher.name}, using its last known state: ${reason}`
            : `Could not read ${contentWatcher.name}, trying again: ${reason}`,
        );
        if (known) return { sources: known, isStale: true };
        if (!contentWatcher.refresh || Date.now() > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
      }
    }
  };
  return async () => {
    const { sources, isStale } = await read();
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
    return { ...content, siteContext, incidents: [...content.incidents, ...lastValid], unread, isStale };
  };
}
