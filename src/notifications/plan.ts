import { CLAIM_LIFETIME, isBeingSent } from '../delivery-log/delivery.ts';
import type { Delivery, DeliveryLog } from '../delivery-log/delivery.ts';
import type { StatusEvent } from '../content/incident.ts';
import { hashText } from '../text/short-hash.ts';
import { DAY } from '../time/duration.ts';
import { floorToMinute } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Channel } from './channel.ts';
import { withoutSharedPlaces } from './destinations.ts';
import type { Destination } from './destinations.ts';
import type { NotificationEvent } from './events.ts';
import { COVERED, EXPIRED, wasCoverLost } from './covered.ts';
import { indexLog, originOf } from './log-index.ts';
import type { LogIndex } from './log-index.ts';

/** More messages to customers in one run are held until a person releases them. */
export const CUSTOMER_MESSAGE_CAP = 20;

/** What happened so long before a place was known is not worth a line in the log. */
const BASELINE = DAY;

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
function deliveryIdOf(event: NotificationEvent, destination: Destination): string {
  const text = `${event.subject?.id ?? ''}\n${event.key}\n${destination.fingerprint}`;
  return hashText(text) + hashText(`${text}\n2`);
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
  const index = indexLog(log);
  const places: Record<string, Instant> = {};
  for (const { fingerprint } of destinations)
    if (!Object.hasOwn(log.places, fingerprint)) places[fingerprint] = now;
  const record: Delivery[] = [];
  const waiting: Instant[] = [];
  const series = new Map<string, PlannedDelivery[]>();
  const blocked = new Set<string>();
  const visited = new Set<string>();
  for (const event of events) {
    for (const destination of recipientsOf(event, destinations)) {
      const known = index.find(event, destination);
      if (known) visited.add(known.id);
      const step = planStep(event, destination, input, { known, index });
      if (!step) continue;
      const group = `${destination.fingerprint}\n${event.subject?.id ?? ''}\n${event.series}`;
      if (step.type === 'record') record.push(step.delivery);
      if (step.type === 'wait') {
        waiting.push(step.until);
        blocked.add(group);
      }
      if (step.type === 'send') series.set(group, [...(series.get(group) ?? []), step.planned]);
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
        ...{ state: 'skipped', tries: delivery.tries - 1, reason: `${COVERED}${newest.event.key}` },
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

/** Who is notified of an event, each place once. */
export function recipientsOf(
  event: NotificationEvent,
  destinations: readonly Destination[],
): readonly Destination[] {
  return withoutSharedPlaces(destinations.filter((destination) => isFor(event, destination)));
}

function isFor(event: NotificationEvent, destination: Destination): boolean {
  const { audience, type, isTeam, events, place, fingerprint } = destination;
  if (!event.types.includes(type) || !events.has(event.type) || event.exceptPlace === fingerprint)
    return false;
  if (event.channels && !event.channels.includes(place.channel)) return false;
  return event.audiences.includes(audience) || (isTeam && type === 'internal' && event.isRestricted !== true);
}

/** What happens to one event at one place. */
function planStep(
  event: NotificationEvent,
  destination: Destination,
  { log, now, isPageCurrent, whenUnknown, subjects }: PlanInput,
  { known, index }: { readonly known: Delivery | undefined; readonly index: LogIndex },
): Step {
  const since = log.places[destination.fingerprint];
  // Times in files are mostly whole minutes: what is opened just after a place was added is no older than the place.
  const isPast = event.at < floorToMinute(since ?? now);
  const isExpired = now - event.at > event.lifetime[destination.type];
  // Most events are long past: for them nothing else has to be found out.
  if (!known && isPast && isExpired) return undefined;
  const delivery = known ?? createDelivery(event, destination, now);
  const isBeforePage = destination.type === 'customers' && event.needsPage && !isPageCurrent;
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
      return undefined;
    case 'skipped':
      return !isExpired && wasCoverLost(known, event, destination, index) ? send() : undefined;
    case 'released':
      // One that was never tried has not waited for the page yet.
      return known.tries === 0 && isBeforePage ? undefined : send();
    case 'retry':
      if (isExpired) return skip(`${EXPIRED}; the last attempt: ${known.reason ?? 'no answer'}`);
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
  if (wasSentUnderAnotherName(event, destination, index, subjects)) return undefined;
  if (event.isTakeBack && !wasNotified(event, destination, log)) return undefined;
  // What a new place would have got a moment ago is named, so that a person can still release it.
  if (isPast)
    return since === undefined || since - event.at < BASELINE
      ? skip('baseline: it happened before the place was notified')
      : undefined;
  if (isBeforePage) return undefined;
  return isExpired ? skip(`${EXPIRED} before it could be sent`) : send();
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

/** The line of a message in the log before it is sent. */
export function createDelivery(event: NotificationEvent, destination: Destination, now: Instant): Delivery {
  const origin = originOf(event.subject);
  return {
    ...{
      id: deliveryIdOf(event, destination),
      key: event.key,
      state: 'claimed',
      at: event.at,
      since: now,
      created: now,
    },
    audience: destination.audience,
    isForCustomers: destination.type === 'customers',
    channel: destination.place.channel,
    place: destination.fingerprint,
    ...(event.subject && { incident: event.subject.id }),
    ...(origin !== undefined && { origin }),
    tries: 0,
  };
}

/** Whether a renamed file made the same event under another id, which that id's present file, if any, doesn't have. */
function wasSentUnderAnotherName(
  event: NotificationEvent,
  destination: Destination,
  index: LogIndex,
  subjects: ReadonlyMap<string, StatusEvent>,
): boolean {
  const origin = originOf(event.subject);
  return index
    .findByOrigin(event, destination)
    .some(
      ({ incident = '' }) => incident !== event.subject?.id && originOf(subjects.get(incident)) !== origin,
    );
}
