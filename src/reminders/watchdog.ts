import type { SiteContext } from '../content/content.ts';
import { MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { DeadlineReminder } from '../deadlines/announcements.ts';
import { formatDeadline } from '../deadlines/report/announcement.ts';
import { formatClockTime, formatShortDuration } from '../deadlines/report/words.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

/** What a net finds that looks now and then whether the watch is awake. */
export interface WatchdogContext {
  readonly siteContext: SiteContext;
  readonly now: Instant;
  /** How many incidents are open, or can't be read. */
  readonly openCount: number;
  /** Boundaries that were reached, and that nobody has said. */
  readonly unsentReminders: readonly DeadlineReminder[];
  /** How many other things are left undone on GitHub. */
  readonly pendingActionCount: number;
  /** Whether a watch runs, or is about to. */
  readonly isWatcherRunning: boolean;
  /** When the net looked before; absent where nobody knows. */
  readonly lastRunAt?: Instant;
  /** How often it is meant to look. */
  readonly interval: Duration;
}

/** What the net does, and its words for the log. */
export interface WatchdogDecision {
  readonly startWatcher: boolean;
  readonly lines: readonly string[];
}

/** A watch that is awake says a boundary within seconds; one that let this much go by is not. */
const STUCK_AFTER = 3 * MINUTE;

/** Whether a watch has to be started, and how late the net itself noticed. */
export function decideWatchdog(context: WatchdogContext): WatchdogDecision {
  const { openCount, unsentReminders, pendingActionCount, isWatcherRunning, now } = context;
  const missed = unsentReminders.filter(
    ({ threshold }) => now - threshold.at >= (isWatcherRunning ? STUCK_AFTER : 0),
  );
  const startWatcher = isWatcherRunning
    ? missed.length > 0
    : openCount > 0 || missed.length > 0 || pendingActionCount > 0;
  const state = isWatcherRunning
    ? missed.length > 0
      ? 'A watch runs, but it is not awake: another one takes its place.'
      : 'A watch runs.'
    : startWatcher
      ? `${openCount} open, and no watch runs: it is started.`
      : 'Nothing is open and nothing waits to be said.';
  const lines = missed.map((reminder) => formatMissedReminder(context, reminder));
  return { startWatcher, lines: [state, ...lines, ...formatWatchdogDelay(context)] };
}

/** `one: Next public update (V12.2), late since 10:30; its time was 10:30, noticed at 10:41 by the net, 11 min after.` */
function formatMissedReminder(
  { siteContext, now }: WatchdogContext,
  { deadline, threshold }: DeadlineReminder,
): string {
  const zone = siteContext.site.timezone;
  const time = formatClockTime(threshold.at, now, zone);
  const noticed = formatClockTime(now, now, zone);
  const whose = escapeControlCharacters(deadline.incident ?? 'the SOP');
  return `${whose}: ${formatDeadline(deadline, now, zone)}; its time was ${time}, noticed at ${noticed} by the net, ${formatShortDuration(now - threshold.at)} after.`;
}

/** GitHub starts what is scheduled when it likes. */
function formatWatchdogDelay({ siteContext, now, lastRunAt, interval }: WatchdogContext): string[] {
  if (lastRunAt === undefined) return [];
  const zone = siteContext.site.timezone;
  const late = now - lastRunAt - interval;
  const before = `The net looked before at ${formatClockTime(lastRunAt, now, zone)}, and is meant to every ${formatShortDuration(interval)}`;
  return [late < MINUTE ? `${before}.` : `${before}: it is ${formatShortDuration(late)} late itself.`];
}
