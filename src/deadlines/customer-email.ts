import type { Instant } from '../time/instant.ts';
import type { Facts } from './evidence.ts';
import { demandingSince } from './timeline.ts';
import type { Wait } from './deadline.ts';
import type { Timeline } from './timeline.ts';
import { waitOf, within } from './obligation.ts';
import type { Judged } from './obligation.ts';

/** Customers are written to until it is resolved (U4.2). */
export function customerEmail(judged: Judged): Wait | undefined {
  const { timeline, facts } = judged;
  const time = timeline.severity['customer-email'];
  if (time === undefined || timeline.publicSince === undefined || timeline.resolved !== undefined)
    return undefined;
  const since = Math.max(
    timeline.publicSince,
    demandingSince(timeline.epochs, (one) => one['customer-email']),
  );
  const last = emailsOf(timeline, facts).reduce((a, b) => Math.max(a, b), since);
  const what = last === since ? 'detection' : 'the last e-mail';
  const awaits = 'E-mail to customers';
  return waitOf(judged, 'customer-email', within({ at: last, what }, time), { awaits, key: String(last) });
}

/** When customers were written to, by the file and by the ledger of what was sent; oldest first. */
export function emailsOf({ incident }: Timeline, facts: Facts): Instant[] {
  const known = new Set([...(incident.internal.emailed ?? []), ...(facts.emailed?.get(incident.id) ?? [])]);
  return [...known].toSorted((a, b) => a - b);
}
