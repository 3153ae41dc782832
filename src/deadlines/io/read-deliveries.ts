import type { Site } from '../../content/site.ts';
import { openLogStore, remoteOf } from '../../delivery-log/io/log-store.ts';
import type { LogStore } from '../../delivery-log/io/log-store.ts';
import { deliveryEvidenceOf } from '../delivery-evidence.ts';
import type { DeadlineEvidence } from '../evidence.ts';

/** What was sent by now, as far as it is known: the log of the last answer if the remote does not answer. */
export type DeliveryReader = (site: Pick<Site, 'notify'>) => Promise<DeadlineEvidence>;

/** Reads the delivery log again on each call, unless the site notifies no one. */
export function createDeliveryReader(root: string): DeliveryReader {
  let store: LogStore | undefined;
  let last: DeadlineEvidence = {};
  return async ({ notify }) => {
    if (Object.keys(notify).length === 0) return {};
    try {
      store ??= openLogStore(root, await remoteOf(root));
      last = deliveryEvidenceOf((await store.read()).log);
    } catch {
      // The notification task reports what is wrong with the log.
    }
    return last;
  };
}
