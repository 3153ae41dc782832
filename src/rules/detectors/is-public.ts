import type { StatusEvent } from '../../content/incident.ts';
import { isPublic } from '../../content/policy.ts';
import type { Policy } from '../../content/policy.ts';

/** Whether updates must follow the rules for customers: those of a public incident, and of a drill of one. */
export function isWrittenForCustomers(policy: Policy, event: StatusEvent): boolean {
  return isPublic(policy, event.drill ? { ...event, drill: false } : event);
}
