import type { ContentSources } from '../../content/content.ts';
import { SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { Entry } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { announcementsAt, boundaryId, nextBoundary } from '../../deadlines/announcements.ts';
import type { Announcement } from '../../deadlines/announcements.ts';
import { CHASED_FOR, clockContent, isOpen } from '../../deadlines/active-content.ts';
import type { ClockContent } from '../../deadlines/active-content.ts';
import type { Setting } from '../../content/content.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import { settled } from '../../deadlines/io/require-setting.ts';
import { choresOf } from './tasks.ts';
import type { Chore } from './tasks.ts';
import type { Feed } from './file-source.ts';
import type { Memory } from './state-file.ts';
import { visible } from '../../text/terminal-style.ts';

/** A change in a folder is read after this long, so that one who is writing can finish. */
const SETTLING = 50;
/** News is asked for so long before a boundary, so that what was just published is known there. */
const BEFORE_BOUNDARY = 3 * SECOND;
/** Sleep is never longer: a machine that was suspended, or a folder that can't be listened to, costs this at most. */
const LONGEST_SLEEP = 30 * SECOND;

export interface Watch {
  readonly feed: Feed;
  readonly memory: Memory;
  readonly drills: boolean;
  /** When to hand over at the latest. */
  readonly until: Instant;
  /** How often news is asked for. */
  readonly every: Duration;
  /** Stops the watch as if its time were over. */
  readonly stopped: AbortSignal;
  readonly announce: (announcement: Announcement, setting: Setting, now: Instant) => void;
  /** Something that the one who runs the watch should know. */
  readonly warn: (message: string) => void;
  /** What is seen to each time it wakes, after everything was said. */
  readonly chores?: readonly Chore[];
}

/** How a watch came to its end. */
export interface WatchEnd {
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
export async function keepWatch({
  feed,
  memory,
  drills,
  until,
  every,
  stopped,
  announce,
  warn,
  chores = [],
}: Watch): Promise<WatchEnd> {
  const bell = newBell(stopped);
  const news = newsOf(feed, bell.ring, warn);
  const reader = readerOf(feed, warn);
  const seeTo = choresOf(chores, warn);
  try {
    await news.ask();
    for (;;) {
      feed.listen(bell.ring);
      const { setting, entries, facts, unread } = await reader();
      const now = Date.now();
      const deadlines = deadlinesOf(setting, entries, facts, now, { drills, endedAfter: now - CHASED_FOR });
      for (const announcement of announcementsAt(deadlines, now, memory.isSaid)) {
        announce(announcement, setting, now);
        const { deadline, boundary, missed } = announcement;
        await memory.remember(
          [...missed, boundary].map((one) => boundaryId(deadline, one)),
          now,
        );
      }
      const wake = { setting, entries, unread, facts, deadlines, now, stopped };
      const asked = await seeTo(wake);
      const open = entries.filter((entry) => isOpen(entry, now, drills)).length + unread.length;
      const next = nextBoundary(deadlines, now);
      if (open === 0 && !chores.some((chore) => chore.isAwake?.())) return { end: 'nothing-open', open };
      if (stopped.aborted || now >= until)
        return { end: 'handed-over', open, ...(next !== undefined && { next }) };
      const times = [until, now + LONGEST_SLEEP, next ?? Infinity, ...asked, ...news.times(every, next, now)];
      await bell.wait(Math.min(...times));
      if (news.isDue(every, next)) void news.ask();
    }
  } finally {
    feed.stop();
  }
}

/** Sleeps to a moment, or until somebody rings. */
function newBell(stopped: AbortSignal): {
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
    if (bell.rung && !stopped.aborted) await new Promise((resolve) => setTimeout(resolve, SETTLING));
    bell.rung = stopped.aborted;
  };
  return { ring, wait };
}

interface News {
  /** Asks the outside, and rings when there is an answer; never fails, and never more than once at a time. */
  readonly ask: () => Promise<void>;
  readonly isDue: (every: Duration, next: Instant | undefined) => boolean;
  /** When to wake for it. */
  readonly times: (every: Duration, next: Instant | undefined, now: Instant) => readonly Instant[];
}

function newsOf(feed: Feed, ring: () => void, warn: (message: string) => void): News {
  let asked = -Infinity;
  let failing = false;
  const dueAt = (every: Duration, next: Instant | undefined): Instant => {
    const before = next === undefined ? Infinity : next - BEFORE_BOUNDARY;
    return Math.min(asked + every, before > asked ? before : Infinity);
  };
  return {
    ask: async () => {
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

type Readable = ClockContent & { readonly setting: Setting };

/** Reads the content; where a site or an incident can't be read now but could before, what it said then stands. */
function readerOf(feed: Feed, warn: (message: string) => void): () => Promise<Readable> {
  const entries = new Map<string, Entry>();
  const warned = new Set<string>();
  let setting: Setting | undefined;
  const warnOnce = (message: string): void => {
    if (!warned.has(message)) warn(message);
    warned.add(message);
  };
  return async () => {
    const sources: ContentSources = await feed.read();
    const content = clockContent(sources, Date.now() - CHASED_FOR);
    if (content.setting || !setting) setting = settled(content);
    else warnOnce("The site or its policy can't be read any more; what they said before stands.");
    for (const entry of content.entries) entries.set(entry.source.path, entry);
    const stand = content.unread.flatMap((path) => entries.get(path) ?? []);
    const unread = content.unread.filter((path) => !entries.has(path));
    for (const path of content.unread)
      warnOnce(`${visible(path)} can't be read${entries.has(path) ? ': what it said before stands' : ''}.`);
    return { ...content, setting, entries: [...content.entries, ...stand], unread };
  };
}
