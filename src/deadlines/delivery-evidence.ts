import { EMAIL_CHANNELS } from '../content/schema/places.ts';
import { customerEmailTimesOf, firstNotificationsOf, firstSentTimesOf } from '../delivery-log/delivery.ts';
import type { DeliveryLog } from '../delivery-log/delivery.ts';
import type { DeadlineEvidence } from './evidence.ts';

/** The key of the executive summary in the delivery log. */
export const SUMMARY_KEY = 'summary';

/** What the delivery log shows: U4.2, V1.2 and U4.3. */
export function deliveryEvidenceOf(
  log: DeliveryLog,
): Pick<DeadlineEvidence, 'emailed' | 'notified' | 'summaries'> {
  return {
    emailed: customerEmailTimesOf(log, EMAIL_CHANNELS),
    notified: firstNotificationsOf(log),
    summaries: firstSentTimesOf(log, SUMMARY_KEY),
  };
}
