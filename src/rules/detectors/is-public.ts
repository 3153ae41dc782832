import type { IncidentOrMaintenance } from '../../content/incident.ts';
import { isPublic } from '../../content/policy.ts';
import type { Policy } from '../../content/policy.ts';

/** Whether an entry's words are written for customers: what is on the page, and a drill of what would be. */
export function isWrittenForCustomers(policy: Policy, event: IncidentOrMaintenance): boolean {
  return isPublic(policy, event.drill ? { ...event, drill: false } : event);
}
