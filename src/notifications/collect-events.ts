import type { StatusEvent } from '../content/incident.ts';
import type { Policy } from '../content/policy.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import { nextReminderAt, remindersAt } from '../deadlines/reminders.ts';
import type { DeliveryLog } from '../delivery-log/delivery.ts';
import type { Instant } from '../time/instant.ts';
import { DIGEST_LEAD, digestEvent, eventsOf, failureEvents, reminderEvent } from './events.ts';
import type { NotificationEvent } from './events.ts';

/** Everything that somewhere may have to be sent now: what happened, what is due, and what failed. */
export function collectEvents(
  policy: Policy,
  incidents: readonly StatusEvent[],
  deadlines: readonly Deadline[],
  log: DeliveryLog,
  now: Instant,
): NotificationEvent[] {
  const byId = new Map(incidents.map((event) => [event.id, event]));
  // The log of each place decides which one it gets; the latest reminder of a deadline is enough.
  const reminders = remindersAt(deadlines, now, () => false).map((reminder) =>
    reminderEvent(policy, reminder, byId.get(reminder.deadline.incident ?? '')),
  );
  const digests = deadlines.flatMap((deadline) => {
    const incident = byId.get(deadline.incident ?? '');
    if (deadline.kind !== 'customer-email' || incident?.kind !== 'incident' || incident.drill) return [];
    return now < deadline.due - DIGEST_LEAD ? [] : [digestEvent(policy, deadline, incident)];
  });
  return [...eventsOf(policy, incidents, now), ...reminders, ...digests, ...failureEvents(log, now)];
}

/** When a deadline next asks for a message. */
export function nextEventAt(deadlines: readonly Deadline[], now: Instant): Instant | undefined {
  const digests = deadlines
    .filter(({ kind }) => kind === 'customer-email')
    .map(({ due }) => due - DIGEST_LEAD)
    .filter((at) => at > now);
  const times = [...digests, ...[nextReminderAt(deadlines, now)].filter((at) => at !== undefined)];
  return times.length === 0 ? undefined : Math.min(...times);
}
