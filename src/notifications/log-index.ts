import type { StatusEvent } from '../content/incident.ts';
import type { Delivery, DeliveryLog } from '../delivery-log/delivery.ts';
import type { Instant } from '../time/instant.ts';
import type { Destination } from './destinations.ts';
import type { NotificationEvent } from './events.ts';

/** Deliveries by what their ids are made of: comparing that is cheaper than making the ids of all events. */
export interface LogIndex {
  readonly find: (event: NotificationEvent, destination: Destination) => Delivery | undefined;
  /** Deliveries of the same event of an incident that was detected at the same time, under any name. */
  readonly findByOrigin: (event: NotificationEvent, destination: Destination) => readonly Delivery[];
}

/** What tells an incident from others although its file is renamed. */
export function originOf(event: StatusEvent | undefined): Instant | undefined {
  if (!event) return undefined;
  return event.kind === 'incident' ? event.detected : (event.updates[0]?.at ?? event.starts);
}

export function indexLog({ deliveries }: DeliveryLog): LogIndex {
  const byName = new Map<string, Delivery>();
  const byOrigin = new Map<string, Delivery[]>();
  for (const delivery of deliveries.values()) {
    const { incident = '', key, place, origin } = delivery;
    byName.set(`${incident}\n${key}\n${place}`, delivery);
    if (origin === undefined) continue;
    const name = `${origin}\n${key}\n${place}`;
    const others = byOrigin.get(name);
    if (others) others.push(delivery);
    else byOrigin.set(name, [delivery]);
  }
  return {
    find: ({ subject, key }, { fingerprint }) => byName.get(`${subject?.id ?? ''}\n${key}\n${fingerprint}`),
    findByOrigin: ({ subject, key }, { fingerprint }) =>
      byOrigin.get(`${originOf(subject)}\n${key}\n${fingerprint}`) ?? [],
  };
}
