import { severityAfter } from '../content/policy.ts';
import type { IncidentContext } from './context.ts';
import type { IncidentChange } from './change.ts';
import { parseChangedEvent } from './change.ts';

/** What follows from an update to a severity without public updates, such as SEV-3 (V12.5); `undefined` for others. */
export function describeQuietSeverity(
  { siteContext: { policy } }: IncidentContext,
  change: IncidentChange,
): string | undefined {
  if (change.kind !== 'update') return undefined;
  const event = parseChangedEvent(change);
  if (event.kind !== 'incident') return undefined;
  const last = event.updates.length - 1;
  const [before, after] = [severityAfter(policy, event, last - 1), severityAfter(policy, event, last)];
  if (!before?.updates || !after || after.updates) return undefined;
  return `With ${after.key.toUpperCase()} no more updates are due: customers keep the incident on the page, and read nothing new until you write. If they are still affected, keep ${before.key.toUpperCase()}.`;
}
