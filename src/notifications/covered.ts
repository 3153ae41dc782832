import type { Delivery } from '../delivery-log/delivery.ts';
import type { Destination } from './destinations.ts';
import type { NotificationEvent } from './events.ts';
import type { LogIndex } from './log-index.ts';

/** How the reason of a skipped message begins, before the key of the newer one that has its words too. */
export const COVERED = 'covered by ';
/** How the reason of a message begins that was skipped because it came too late. */
export const EXPIRED = 'expired';

/**
 * Whether the newer message did not arrive in its own, shorter time: a team that could not be notified of an open
 * incident while a chat was down is notified afterwards.
 */
export function wasCoverLost(
  known: Delivery,
  event: NotificationEvent,
  destination: Destination,
  index: LogIndex,
): boolean {
  const seen = new Set<string>();
  let cover: Delivery | undefined = known;
  // The newer message may have been covered in its turn.
  for (let key = coveringKeyOf(known); key !== undefined && !seen.has(key); key = coveringKeyOf(cover)) {
    seen.add(key);
    cover = index.find({ ...event, key }, destination);
  }
  if (!cover || cover === known) return false;
  if (cover.state === 'unknown') return event.isUrgent;
  return cover.state === 'skipped' && cover.reason?.startsWith(EXPIRED) === true;
}

function coveringKeyOf(delivery: Delivery | undefined): string | undefined {
  const { state, reason = '' } = delivery ?? {};
  return state === 'skipped' && reason.startsWith(COVERED) ? reason.slice(COVERED.length) : undefined;
}
