import type { Instant } from '../time/instant.ts';
import type { DeadlineEvidence } from './evidence.ts';
import { sinceAtLeastAsStrict } from './timeline.ts';
import type { Obligation } from './deadline.ts';
import type { IncidentTimeline } from './timeline.ts';
import { createObligation, dueWithin } from './obligation.ts';
import type { IncidentDeadlineContext } from './obligation.ts';

/** Customers are written to until it is resolved (U4.2). */
export function customerEmailObligation(context: IncidentDeadlineContext): Obligation | undefined {
  const { timeline, evidence } = context;
  const time = timeline.severity['customer-email'];
  if (time === undefined || timeline.publicSince === undefined || timeline.resolved !== undefined)
    return undefined;
  const since = Math.max(
    timeline.publicSince,
    sinceAtLeastAsStrict(timeline.severityPeriods, (one) => one['customer-email']),
  );
  const last = customerEmailTimes(timeline, evidence).reduce((a, b) => Math.max(a, b), since);
  const what = last === since ? 'detection' : 'the last e-mail';
  const awaits = 'E-mail to customers';
  return createObligation(context, 'customer-email', dueWithin({ at: last, what }, time), {
    awaits,
    key: String(last),
  });
}

/** When customers were written to, by the file and by the ledger of what was sent; oldest first. */
export function customerEmailTimes({ incident }: IncidentTimeline, evidence: DeadlineEvidence): Instant[] {
  const known = new Set([
    ...(incident.internal.emailed ?? []),
    ...(evidence.emailed?.get(incident.id) ?? []),
  ]);
  return [...known].toSorted((a, b) => a - b);
}
