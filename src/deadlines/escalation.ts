import { MINUTE, SECOND } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { Site } from '../content/site.ts';

/** Somebody to ask: a role or an audience of the policy, and who holds it. */
export interface Asked {
  readonly key: string;
  readonly name: string;
  /** As GitHub spells them; empty where `status.yaml` names nobody. */
  readonly people: readonly string[];
}

/** How far up the escalation path (V10.1) lateness has climbed. */
export interface Step {
  /** From 0. */
  readonly index: number;
  readonly key: string;
}

const SHORTEST_WARNING = 5 * MINUTE;
const LONGEST_WARNING = 7 * 24 * 60 * MINUTE;

/** How long before it is due a thing is soon: a quarter of its time, at least 5 minutes, at most a week. */
export function warningOf(length: Duration): Duration {
  return Math.min(length, Math.max(SHORTEST_WARNING, Math.min(length / 4, LONGEST_WARNING)));
}

/** How long each step of the path has before the next one is asked: half of the time that was given. */
export function stepLength(length: Duration): Duration {
  return Math.max(length / 2, SECOND);
}

/** When lateness reaches step `index` of the path: the first as soon as it is late. */
export function stepAt(late: Instant, length: Duration, index: number): Instant {
  return late + index * stepLength(length);
}

/** The step reached; undefined before it is late or where there is no path. */
export function stepReached(
  path: readonly string[],
  late: Instant,
  length: Duration,
  now: Instant,
): Step | undefined {
  if (now < late || path.length === 0) return undefined;
  const index = Math.min(Math.floor((now - late) / stepLength(length)), path.length - 1);
  return { index, key: path[index]! };
}

/** The part of a path that is people's roles: paperwork that is late wakes no audience. */
export function rolesOf(policy: Policy, path: readonly string[]): readonly string[] {
  return path.filter((key) => Object.hasOwn(policy.roles, key));
}

/** A role or an audience by its key, with whoever holds it in this incident, or else in the company. */
export function askedOf(policy: Policy, site: Site, key: string, incident?: Incident): Asked {
  const name = own(policy.roles, key)?.name ?? own(policy.audiences, key) ?? key;
  const named = own(incident?.internal.roles ?? {}, key);
  const commander = key === policy.required.commander ? incident?.internal.commander : undefined;
  const person = named ?? commander;
  return { key, name, people: person === undefined ? (own(site.people, key) ?? []) : [person] };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
