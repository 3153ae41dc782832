import type { Delivery, DeliveryLog } from '../../delivery-log/delivery.ts';
import type { LogStore } from '../../delivery-log/io/log-store.ts';
import { UsageError } from '../../files/command-errors.ts';
import { DAY, HOUR } from '../../time/duration.ts';
import type { Instant } from '../../time/instant.ts';

const MAX_ATTEMPTS = 5;
/** What a new place did not get is no news after this time. */
const MISSED_LIFETIME = 2 * HOUR;

/**
 * Marks messages as released: the next run sends them although they were held, skipped, refused, or perhaps arrived.
 * @param ids of messages, or `all`: those that are held, those of the last day that are unknown, and
 *   those of the last two hours that a new place did not get
 * @param findHeld the messages that a run would hold
 * @returns how many
 * @throws UsageError for an id that the log doesn't have
 */
export async function releaseDeliveries(
  store: LogStore,
  ids: readonly string[],
  findHeld: (log: DeliveryLog, now: Instant) => readonly Delivery[],
): Promise<number> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const stored = await store.read();
    const now = Date.now();
    const all = [...stored.log.deliveries.values()];
    const named = ids.filter((id) => id !== 'all');
    const missing = named.find((id) => !stored.log.deliveries.has(id));
    if (missing !== undefined) throw new UsageError(`The log has no message "${missing}".`);
    const isWaiting = ({ state, at, since, reason = '' }: Delivery): boolean =>
      state === 'unknown'
        ? now - since < DAY
        : state === 'skipped' && reason.startsWith('baseline') && now - at < MISSED_LIFETIME;
    const chosen = all.filter(
      (delivery) =>
        (named.includes(delivery.id) && delivery.state !== 'sent') ||
        (ids.includes('all') && isWaiting(delivery)),
    );
    const held = ids.includes('all') ? findHeld(stored.log, now) : [];
    const released = [...chosen, ...held].map((one): Delivery => ({ ...one, state: 'released', since: now }));
    if (released.length === 0) return 0;
    if (await store.write(stored, { deliveries: released }, `release ${released.length}`))
      return released.length;
  }
  throw new UsageError('Other runs changed the log at the same time; try again.');
}
