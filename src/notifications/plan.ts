import { CLAIM_LIFETIME, isBeingSent } from '../delivery-log/delivery.ts';
import type { Delivery, DeliveryLog } from '../delivery-log/delivery.ts';
import type { StatusEvent } from '../content/incident.ts';
import { hashText } from '../text/short-hash.ts';
import type { Instant } from '../time/instant.ts';
import type { Channel } from './channel.ts';
import { withoutSharedPlaces } from './destinations.ts';
import type { Destination } from './destinations.ts';
import type { NotificationEvent } from './events.ts';

/** More messages to customers in one run are held until a person releases them. */
export const CUSTOMER_MESSAGE_CAP = 20;

export interface PlanInput {
  readonly events: readonly NotificationEvent[];
  readonly destinations: readonly Destination[];
  readonly log: DeliveryLog;
  readonly now: Instant;
  /** Whether the newest state of the branch is on the page. If not, customers get only what was planned before. */
  readonly isPageCurrent: boolean;
  readonly whenUnknown: (channel: string) => Channel<never>['whenUnknown'];
  /** Incidents of the default branch by id, to recognise renamed files. */
  readonly subjects: ReadonlyMap<string, StatusEvent>;
  /** A person said that held messages go. */
  readonly isReleased?: boolean;
}

/** A message to send. */
export interface PlannedDelivery {
  /** As it is in the log while it is sent, except for the runner. */
  readonly delivery: Delivery;
  readonly event: NotificationEvent;
  readonly destination: Destination;
  /** Whether the place has to be asked first if it already has the message. */
  readonly isLook: boolean;
  /** Earlier events that this message covers. */
  readonly covered: readonly NotificationEvent[];
}

export interface DeliveryPlan {
  readonly send: readonly PlannedDelivery[];
  /** What only the log records: skipped, or unknown since its runner was stopped. */
  readonly record: readonly Delivery[];
  /** Places that are notified from now on. */
  readonly places: Readonly<Record<string, Instant>>;
  /** Messages to customers that wait for a person, because they are too many. */
  readonly held: readonly PlannedDelivery[];
  /** When something can be tried again; undefined if nothing waits. */
  readonly next?: Instant;
}

/** 32 digits, the same for an event and a place at all times. */
export function deliveryIdOf(event: NotificationEvent, destination: Destination): string {
  const text = `${event.subject?.id ?? ''}\n${event.key}\n${destination.fingerprint}`;
  return hashText(text) + hashText(`${text}\n2`);
}

/** What tells an incident from others although its file is renamed. */
export function originOf(event: StatusEvent | undefined): Instant | undefined {
  if (!event) return undefined;
  return event.kind === 'incident' ? event.detected : (event.updates[0]?.at ?? event.starts);
}

type Step =
  | { readonly type: 'send'; readonly planned: PlannedDelivery }
  | { readonly type: 'record'; readonly delivery: Delivery }
  /** The place gets nothing of this series now. */
  | { readonly type: 'wait'; readonly until: Instant }
  | undefined;

/** Who gets what now. Pure: the same input gives the same plan, and after the plan was carried out there is nothing left. */
export function planDeliveries(input: PlanInput): DeliveryPlan {
  const { events, destinations, log, now } = input;
  const renamed = indexByOrigin(log);
  const places: Record<string, Instant> = {};
  for (const { fingerprint } of destinations)
    if (!Object.hasOwn(log.places, fingerprint)) places[fingerprint] = now;
  const record: Delivery[] = [];
  const waiting: Instant[] = [];
  const series = new Map<string, PlannedDelivery[]>();
  const blocked = new Set<string>();
  const visited = new Set<string>();
  for (const event of events) {
    const recipients = destinations.filter((destination) => isFor(event, destination));
    for (const destination of withoutSharedPlaces(recipients)) {
      visited.add(deliveryIdOf(event, destination));
      const step = planStep(event, destination, input, renamed);
      const group = `${destination.fingerprint}\n${event.subject?.id ?? ''}\n${event.series}`;
      if (step?.type === 'record') record.push(step.delivery);
      if (step?.type === 'wait') {
        waiting.push(step.until);
        blocked.add(group);
      }
      if (step?.type === 'send') series.set(group, [...(series.get(group) ?? []), step.planned]);
    }
  }
  record.push(...findAbandonedClaims(log, visited, now));
  const send: PlannedDelivery[] = [];
  for (const [group, planned] of series) {
    if (blocked.has(group)) continue;
    const inOrder = planned.toSorted((a, b) => a.event.at - b.event.at);
    const newest = inOrder.at(-1)!;
    const covered = inOrder.slice(0, -1);
    send.push({ ...newest, covered: covered.map(({ event }) => event) });
    for (const { delivery } of covered)
      record.push({
        ...delivery,
        ...{ state: 'skipped', tries: delivery.tries - 1, reason: `covered by ${newest.event.key}` },
      });
  }
  const forCustomers = send.filter(({ delivery, destination }) => isCapped(delivery, destination, log));
  const held = forCustomers.length > CUSTOMER_MESSAGE_CAP && !input.isReleased ? forCustomers : [];
  const next = waiting.length === 0 ? undefined : Math.min(...waiting);
  return {
    send: send
      .filter((planned) => !held.includes(planned))
      // The same order in each run, and at each place the order of the events.
      .toSorted((a, b) => a.event.at - b.event.at || (a.delivery.id < b.delivery.id ? -1 : 1)),
    record,
    places,
    held,
    ...(next !== undefined && { next }),
  };
}

/** Claims of stopped runners for events that are no more: a reminder that a later one replaced, an incident that ended. */
function findAbandonedClaims(
  { deliveries }: DeliveryLog,
  visited: ReadonlySet<string>,
  now: Instant,
): Delivery[] {
  return [...deliveries.values()]
    .filter(
      (delivery) => delivery.state === 'claimed' && !visited.has(delivery.id) && !isBeingSent(delivery, now),
    )
    .map((delivery) => ({ ...delivery, state: 'unknown', since: now, reason: 'the runner was stopped' }));
}

function isCapped({ id }: Delivery, { type }: Destination, { deliveries }: DeliveryLog): boolean {
  return type === 'customers' && deliveries.get(id)?.state !== 'released';
}

function isFor(event: NotificationEvent, destination: Destination): boolean {
  const { audience, type, isTeam, events, place, fingerprint } = destination;
  if (!event.types.includes(type) || !events.has(event.type) || event.exceptPlace === fingerprint)
    return false;
  if (event.channels && !event.channels.includes(place.channel)) return false;
  return event.audiences.includes(audience) || (isTeam && type === 'internal');
}

/** What happens to one event at one place. */
function planStep(
  event: NotificationEvent,
  destination: Destination,
  { log, now, isPageCurrent, whenUnknown, subjects }: PlanInput,
  renamed: ReadonlyMap<string, readonly Delivery[]>,
): Step {
  const id = deliveryIdOf(event, destination);
  const known = log.deliveries.get(id);
  const delivery = known ?? createDelivery(id, event, destination, now);
  const isExpired = now - event.at > event.lifetime[destination.type];
  const skip = (reason: string): Step => ({
    type: 'record',
    delivery: { ...delivery, state: 'skipped', since: now, reason },
  });
  const send = (isLook = false): Step => {
    const { reason: _reason, after: _after, ...rest } = delivery;
    const claimed: Delivery = { ...rest, state: 'claimed', since: now, tries: delivery.tries + 1 };
    return { type: 'send', planned: { delivery: claimed, event, destination, isLook, covered: [] } };
  };
  switch (known?.state) {
    case 'sent':
    case 'refused':
    case 'skipped':
      return undefined;
    case 'released':
      return send();
    case 'retry':
      if (isExpired) return skip(`expired; the last attempt: ${known.reason ?? 'no answer'}`);
      return known.after !== undefined && known.after > now ? { type: 'wait', until: known.after } : send();
    case 'claimed':
    case 'unknown':
      if (isBeingSent(known, now)) return { type: 'wait', until: known.since + CLAIM_LIFETIME };
      if (!isExpired && mayRepeat(whenUnknown(destination.place.channel), event, destination))
        return send(whenUnknown(destination.place.channel) === 'look');
      return known.state === 'unknown'
        ? undefined
        : {
            type: 'record',
            delivery: { ...known, state: 'unknown', since: now, reason: 'the runner was stopped' },
          };
    case undefined:
      break;
  }
  const since = log.places[destination.fingerprint];
  const isPast = event.at < (since ?? now);
  if (wasSentUnderAnotherName(event, destination, renamed, subjects)) return undefined;
  if (event.isTakeBack && !wasNotified(event, destination, log)) return undefined;
  if (isPast) {
    // What a new place would have got a moment ago is named, so that a person can still release it.
    return since === undefined && !isExpired
      ? skip('baseline: it happened before the place was notified')
      : undefined;
  }
  if (destination.type === 'customers' && event.needsPage && !isPageCurrent) return undefined;
  return isExpired ? skip('expired before it could be sent') : send();
}

/** Whether something of the same incident arrived, or perhaps arrived, at the place; its file may have been renamed since. */
function wasNotified(
  { subject }: NotificationEvent,
  { fingerprint }: Destination,
  log: DeliveryLog,
): boolean {
  const origin = originOf(subject);
  return [...log.deliveries.values()].some(
    ({ place, state, ...delivery }) =>
      place === fingerprint &&
      (delivery.incident === subject?.id || delivery.origin === origin) &&
      (state === 'sent' || state === 'claimed' || state === 'unknown'),
  );
}

/** Customers would read a blind repetition twice; someone who has to be woken had better be rung twice than never. */
function mayRepeat(
  whenUnknown: Channel<never>['whenUnknown'],
  event: NotificationEvent,
  destination: Destination,
): boolean {
  if (whenUnknown !== 'ask') return true;
  return destination.type === 'internal' && event.isUrgent;
}

function createDelivery(
  id: string,
  event: NotificationEvent,
  destination: Destination,
  now: Instant,
): Delivery {
  const origin = originOf(event.subject);
  return {
    ...{ id, key: event.key, state: 'claimed', at: event.at, since: now, created: now },
    audience: destination.audience,
    isForCustomers: destination.type === 'customers',
    channel: destination.place.channel,
    place: destination.fingerprint,
    ...(event.subject && { incident: event.subject.id }),
    ...(origin !== undefined && { origin }),
    tries: 0,
  };
}

function indexByOrigin({ deliveries }: DeliveryLog): ReadonlyMap<string, readonly Delivery[]> {
  const found = new Map<string, Delivery[]>();
  for (const delivery of deliveries.values()) {
    if (delivery.origin === undefined) continue;
    const name = `${delivery.place}\n${delivery.origin}\n${delivery.key}`;
    const others = found.get(name);
    if (others) others.push(delivery);
    else found.set(name, [delivery]);
  }
  return found;
}

/** Whether a renamed file made the same event under another id, which that id's present file, if any, doesn't have. */
function wasSentUnderAnotherName(
  event: NotificationEvent,
  { fingerprint }: Destination,
  renamed: ReadonlyMap<string, readonly Delivery[]>,
  subjects: ReadonlyMap<string, StatusEvent>,
): boolean {
  const origin = originOf(event.subject);
  const others = renamed.get(`${fingerprint}\n${origin}\n${event.key}`) ?? [];
  return others.some(
    ({ incident = '' }) => incident !== event.subject?.id && originOf(subjects.get(incident)) !== origin,
  );
}
