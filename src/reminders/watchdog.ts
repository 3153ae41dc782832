import type { SiteContext } from '../content/content.ts';
import { MINUTE } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { DeadlineReminder } from '../deadlines/reminders.ts';
import { formatDeadline } from '../deadlines/report/reminder.ts';
import { formatClockTime, formatShortDuration } from '../deadlines/report/format.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

/** What one run of the watchdog found. */
export interface WatchdogContext {
  readonly siteContext: SiteContext;
  readonly now: Instant;
  /** How many incidents are open or can't be parsed. */
  readonly openCount: number;
  /** Due reminders that were not sent. */
  readonly unsentReminders: readonly DeadlineReminder[];
  /** How many other actions on GitHub are pending. */
  readonly pendingActionCount: number;
  /** Whether a maintenance window begins or ends soon: the watcher rebuilds the page then. */
  readonly isWindowNear: boolean;
  /** Also true if the watcher is queued. */
  readonly isWatcherRunning: boolean;
}

export interface WatchdogDecision {
  readonly startWatcher: boolean;
  readonly lines: readonly string[];
}

/** A healthy watcher sends a reminder within seconds; one that is this late is stuck. */
const STUCK_AFTER = 3 * MINUTE;

/** Whether a watcher has to be started, and how late the watchdog noticed. */
export function decideWatchdog(context: WatchdogContext): WatchdogDecision {
  const { openCount, unsentReminders, pendingActionCount, isWatcherRunning, isWindowNear, now } = context;
  const missed = unsentReminders.filter(
    ({ threshold }) => now - threshold.at >= (isWatcherRunning ? STUCK_AFTER : 0),
  );
  const startWatcher = isWatcherRunning
    ? missed.length > 0
    : openCount > 0 || missed.length > 0 || pendingActionCount > 0 || isWindowNear;
  const state = isWatcherRunning
    ? missed.length > 0
      ? 'The watcher is stuck; restarting it.'
      : 'The watcher is running.'
    : startWatcher
      ? `${openCount} open${isWindowNear ? ', a maintenance window is near,' : ''} and no watcher is running; starting it.`
      : 'No open incidents, no pending reminders.';
  const lines = missed.map((reminder) => formatMissedReminder(context, reminder));
  return { startWatcher, lines: [state, ...lines] };
}

/** `one: Next public update (V12.2), late since 10:30; due at 10:30, noticed at 10:41 by the watchdog, 11 min late.` */
function formatMissedReminder(
  { siteContext, now }: WatchdogContext,
  { deadline, threshold }: DeadlineReminder,
): string {
  const zone = siteContext.site.timezone;
  const time = formatClockTime(threshold.at, now, zone);
  const noticed = formatClockTime(now, now, zone);
  const whose = escapeControlCharacters(deadline.incident ?? 'the SOP');
  return `${whose}: ${formatDeadline(deadline, now, zone)}; due at ${time}, noticed at ${noticed}, ${formatShortDuration(now - threshold.at)} late.`;
}
