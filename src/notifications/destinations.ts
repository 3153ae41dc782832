import type { Policy } from '../content/policy.ts';
import type { Place } from '../content/schema/places.ts';
import { AUDIENCE_EVENTS } from '../content/schema/policy-audiences.ts';
import type { AudienceEvent } from '../content/schema/policy-audiences.ts';
import type { Site } from '../content/site.ts';
import { hashText } from '../text/short-hash.ts';
import type { AudienceType } from './channel.ts';

/** An audience at one of its places. */
export interface Destination {
  /** An audience or a role of the policy. */
  readonly audience: string;
  readonly name: string;
  readonly type: AudienceType;
  readonly isTeam: boolean;
  readonly events: ReadonlySet<AudienceEvent>;
  readonly place: Place;
  /** Changes with the place: a new place gets nothing of the past. */
  readonly fingerprint: string;
}

const CUSTOMER_EVENTS: readonly AudienceEvent[] = AUDIENCE_EVENTS.filter(
  (event) => event !== 'reminder' && event !== 'failure' && event !== 'summary',
);
/** The executive summary goes to its own audience, and to those that list it. */
const TEAM_EVENTS: readonly AudienceEvent[] = AUDIENCE_EVENTS.filter((event) => event !== 'summary');
/** Who is on the way to an incident wants to know of it, and what they are late with. */
const ROLE_EVENTS: readonly AudienceEvent[] = ['opened', 'severity', 'resolved', 'reminder'];

/** All places of `status.yaml`. An audience without a type, or that the policy doesn't name, has none. */
export function listDestinations(policy: Policy, site: Pick<Site, 'notify'>): Destination[] {
  return Object.entries(site.notify).flatMap(([key, places]) => {
    const audience = describeAudience(policy, key);
    if (!audience || !Array.isArray(places)) return [];
    return (places as readonly Place[]).map((place) => ({
      ...audience,
      place,
      fingerprint: fingerprintOf(place),
    }));
  });
}

function describeAudience(
  policy: Policy,
  key: string,
): Omit<Destination, 'place' | 'fingerprint'> | undefined {
  if (Object.hasOwn(policy.audiences, key)) {
    const { name, type, team, events } = policy.audiences[key]!;
    if (type === undefined) return undefined;
    const usual = type === 'customers' ? CUSTOMER_EVENTS : team ? TEAM_EVENTS : INTERNAL_EVENTS;
    const summary = summaryReadersOf(policy).includes(key) ? (['summary'] as const) : [];
    return { audience: key, name, type, isTeam: team, events: new Set([...(events ?? usual), ...summary]) };
  }
  if (!Object.hasOwn(policy.roles, key)) return undefined;
  const { name } = policy.roles[key]!;
  return { audience: key, name, type: 'internal', isTeam: false, events: new Set(ROLE_EVENTS) };
}

/**
 * The audience of the executive summary (U4.3), which the policy gives by its key or its name. Never customers: the summary
 * names the cause.
 */
export function summaryReadersOf({ summary, audiences }: Policy): string[] {
  return Object.keys(audiences).filter((key) => {
    const { name, type } = audiences[key]!;
    return type === 'internal' && (key === summary?.audience || name === summary?.audience);
  });
}

const INTERNAL_EVENTS: readonly AudienceEvent[] = ['opened', 'update', 'severity', 'resolved'];

/** The same for the same place, in whichever order its keys are written. */
export function fingerprintOf(place: Place): string {
  const entries = Object.entries(place).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return hashText(JSON.stringify(entries));
}

/**
 * One destination for each place: where two audiences share one, it is notified once. Customers' words win, because
 * customers may read it.
 */
export function withoutSharedPlaces(destinations: readonly Destination[]): Destination[] {
  const byPlace = new Map<string, Destination>();
  for (const destination of destinations) {
    const known = byPlace.get(destination.fingerprint);
    if (!known || (known.type === 'internal' && destination.type === 'customers'))
      byPlace.set(destination.fingerprint, destination);
  }
  return [...byPlace.values()];
}
