import type { Instant } from '../time/instant.ts';

/**
 * `claimed`: a runner sends it now, or was stopped while it did. `retry`: the place certainly has not got it, and it is
 * tried again. `unknown`: the place may have got it. `released`: a person said that it is to be sent.
 */
export type DeliveryState = 'claimed' | 'sent' | 'refused' | 'retry' | 'unknown' | 'skipped' | 'released';

/** One message to one place: a line of the delivery log. */
export interface Delivery {
  /** 32 hexadecimal digits, from the event and the place. */
  readonly id: string;
  /** `update:20261122T0910Z`. */
  readonly key: string;
  readonly state: DeliveryState;
  /** When the event happened. */
  readonly at: Instant;
  /** When this state began. */
  readonly since: Instant;
  /** When the log first mentioned it; the line stays in the file of this month. */
  readonly created: Instant;
  readonly audience: string;
  readonly isForCustomers: boolean;
  readonly channel: string;
  /** The fingerprint of the place. */
  readonly place: string;
  readonly incident?: string;
  /** When the incident was detected: with the key it recognises an incident whose file was renamed. */
  readonly origin?: Instant;
  /** How often it was tried. */
  readonly tries: number;
  /** The runner of the last attempt. */
  readonly runner?: string;
  /** Why it was not sent, or the place's answer. */
  readonly reason?: string;
  readonly thread?: string;
  /** Not before this time. */
  readonly after?: Instant;
}

/** All that was delivered, and since when each place is notified. */
export interface DeliveryLog {
  readonly deliveries: ReadonlyMap<string, Delivery>;
  /** By fingerprint: no event before this time is sent to the place. */
  readonly places: Readonly<Record<string, Instant>>;
}

export const EMPTY_LOG: DeliveryLog = { deliveries: new Map(), places: {} };

/** What a run changes. */
export interface LogChange {
  readonly deliveries: readonly Delivery[];
  readonly places?: Readonly<Record<string, Instant>>;
}

/** The log after a change. A place keeps its first time. */
export function applyChange(log: DeliveryLog, { deliveries, places = {} }: LogChange): DeliveryLog {
  const all = new Map(log.deliveries);
  for (const delivery of deliveries) all.set(delivery.id, delivery);
  return { deliveries: all, places: { ...places, ...log.places } };
}

/** Both logs in one: of a delivery the newer state, of a place the earlier time. */
export function mergeLogs(a: DeliveryLog, b: DeliveryLog): DeliveryLog {
  const deliveries = new Map(a.deliveries);
  for (const [id, delivery] of b.deliveries) {
    const known = deliveries.get(id);
    if (!known || known.since <= delivery.since) deliveries.set(id, delivery);
  }
  const places: Record<string, Instant> = { ...a.places };
  for (const [place, since] of Object.entries(b.places))
    places[place] = Math.min(places[place] ?? since, since);
  return { deliveries, places };
}

/** A claim without an end is unknown after this time: its runner was stopped. A runner gives up well before. */
export const CLAIM_LIFETIME = 5 * 60_000;

/** Whether another runner may still be sending it. */
export function isBeingSent({ state, since }: Delivery, now: Instant): boolean {
  return state === 'claimed' && now - since < CLAIM_LIFETIME;
}

/** When e-mail went to customers, by incident id (U4.2). */
export function customerEmailTimesOf(
  log: DeliveryLog,
  emailChannels: readonly string[],
): ReadonlyMap<string, readonly Instant[]> {
  const times = new Map<string, Instant[]>();
  for (const { state, incident, isForCustomers, channel, since } of log.deliveries.values()) {
    if (state !== 'sent' || incident === undefined || !isForCustomers || !emailChannels.includes(channel))
      continue;
    const known = times.get(incident);
    if (known) known.push(since);
    else times.set(incident, [since]);
  }
  return times;
}

/** When the event with a key was first sent, by incident id. */
export function firstSentTimesOf(log: DeliveryLog, key: string): ReadonlyMap<string, Instant> {
  const times = new Map<string, Instant>();
  for (const { key: own, state, incident, since } of log.deliveries.values())
    if (own === key && state === 'sent' && incident !== undefined)
      times.set(incident, Math.min(times.get(incident) ?? since, since));
  return times;
}

/** When each audience got its first message of an incident, by incident id, the earliest first (V1.2). */
export function firstNotificationsOf(
  log: DeliveryLog,
): ReadonlyMap<string, readonly { readonly audience: string; readonly at: Instant }[]> {
  const first = new Map<string, Map<string, Instant>>();
  for (const { state, incident, audience, since } of log.deliveries.values()) {
    if (state !== 'sent' || incident === undefined) continue;
    const own = first.get(incident) ?? new Map<string, Instant>();
    own.set(audience, Math.min(own.get(audience) ?? since, since));
    first.set(incident, own);
  }
  const sorted = (own: ReadonlyMap<string, Instant>) =>
    [...own].map(([audience, at]) => ({ audience, at })).toSorted((a, b) => a.at - b.at);
  return new Map([...first].map(([incident, own]) => [incident, sorted(own)]));
}
