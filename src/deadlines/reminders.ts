import type { Instant } from '../time/instant.ts';
import { reminderThresholdsOf } from './deadline.ts';
import type { ReminderThreshold, Deadline } from './deadline.ts';

/** A reminder that is due: a deadline has reached a threshold. */
export interface DeadlineReminder {
  readonly deadline: Deadline;
  /** The latest threshold that was reached. */
  readonly threshold: ReminderThreshold;
  /** Earlier thresholds that were not sent; this reminder covers them. */
  readonly missed: readonly ReminderThreshold[];
}

export function reminderId(deadline: Deadline, threshold: ReminderThreshold): string {
  return `${deadline.id}#${threshold.key}`;
}

/** The reminders that are due and not sent, at most one for each deadline. */
export function remindersAt(
  deadlines: readonly Deadline[],
  now: Instant,
  isSent: (id: string) => boolean,
): DeadlineReminder[] {
  return deadlines.flatMap((deadline) => {
    const reached = reminderThresholdsOf(deadline).filter(({ at }) => at <= now);
    const threshold = reached.at(-1);
    if (!threshold || isSent(reminderId(deadline, threshold))) return [];
    const missed = reached.slice(0, -1).filter((one) => !isSent(reminderId(deadline, one)));
    return [{ deadline, threshold, missed }];
  });
}

/** When reminders are due if nothing changes, in any order. */
export function reminderTimesAfter(deadlines: readonly Deadline[], now: Instant): Instant[] {
  return deadlines
    .flatMap(reminderThresholdsOf)
    .map(({ at }) => at)
    .filter((at) => at > now);
}

/** When the next reminder is due if nothing changes; undefined if never. */
export function nextReminderAt(deadlines: readonly Deadline[], now: Instant): Instant | undefined {
  const ahead = reminderTimesAfter(deadlines, now);
  return ahead.length === 0 ? undefined : ahead.reduce((next, at) => Math.min(next, at), Infinity);
}
