import type { Delivery } from '../../delivery-log/delivery.ts';
import type { LogStore } from '../../delivery-log/io/log-store.ts';
import { UsageError } from '../../files/command-errors.ts';
import { DAY } from '../../time/duration.ts';

const MAX_ATTEMPTS = 5;

/**
 * Marks messages as released: the next run sends them although they were skipped, refused, or perhaps arrived.
 * @param ids of messages, or `all`: those of the last day that are unknown, or that a new place did not get
 * @throws UsageError for an id that the log doesn't have
 */
export async function releaseDeliveries(
  store: LogStore,
  ids: readonly string[],
  print: (text: string) => void,
): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const stored = await store.read();
    const now = Date.now();
    const all = [...stored.log.deliveries.values()];
    const named = ids.filter((id) => id !== 'all');
    const missing = named.find((id) => !stored.log.deliveries.has(id));
    if (missing !== undefined) throw new UsageError(`The log has no message "${missing}".`);
    const isWaiting = ({ state, since, reason = '' }: Delivery): boolean =>
      now - since < DAY && (state === 'unknown' || (state === 'skipped' && reason.startsWith('baseline')));
    const chosen = all.filter(
      (delivery) =>
        (named.includes(delivery.id) && delivery.state !== 'sent') ||
        (ids.includes('all') && isWaiting(delivery)),
    );
    if (chosen.length === 0) return;
    const released = chosen.map((one): Delivery => ({ ...one, state: 'released', since: now }));
    if (await store.write(stored, { deliveries: released }, `release ${released.length}`)) {
      print(`Released: ${released.length}.`);
      return;
    }
  }
  throw new UsageError('Other runs changed the log at the same time; try again.');
}
