import type { Instant } from '../time/instant.ts';
import { reminderThresholdsOf } from './deadline.ts';
import type { ReminderThreshold, Deadline } from './deadline.ts';

/** Something to say once: a deadline has reached a boundary. */
export interface DeadlineReminder {
  readonly deadline: Deadline;
  /** The newest boundary that was reached. */
  readonly threshold: ReminderThreshold;
  /** Earlier ones that nobody was awake for, and that this one says too. */
  readonly missed: readonly ReminderThreshold[];
}

/** What a boundary is remembered by. */
export function reminderId(deadline: Deadline, threshold: ReminderThreshold): string {
  return `${deadline.id}#${threshold.key}`;
}

/**
 * What is to be said at a time, the most urgent first: for each deadline the newest boundary that it has reached, if
 * that has not been said. After a sleep that missed several, one line says them all.
 */
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

/** When something will next have to be said, if nothing changes; undefined if never. */
export function nextReminderAt(deadlines: readonly Deadline[], now: Instant): Instant | undefined {
  const ahead = deadlines.flatMap(reminderThresholdsOf).filter(({ at }) => at > now);
  return ahead.length === 0 ? undefined : ahead.reduce((next, { at }) => Math.min(next, at), Infinity);
}
