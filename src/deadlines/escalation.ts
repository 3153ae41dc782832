import { MINUTE, SECOND } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { Site } from '../content/site.ts';

/** Somebody to ask: a role or an audience of the policy, and who holds it. */
export interface ResponsibleParty {
  readonly key: string;
  readonly name: string;
  /** As GitHub spells them; empty where `status.yaml` names nobody. */
  readonly people: readonly string[];
}

/** How far up the escalation path (V10.1) lateness has climbed. */
export interface EscalationStep {
  /** From 0. */
  readonly index: number;
  readonly key: string;
}

const MIN_WARNING = 5 * MINUTE;
const MAX_WARNING = 7 * 24 * 60 * MINUTE;

/** How long before it is due a thing is soon: a quarter of its time, at least 5 minutes, at most a week. */
export function warningPeriod(length: Duration): Duration {
  return Math.min(length, Math.max(MIN_WARNING, Math.min(length / 4, MAX_WARNING)));
}

/** How long each step of the path has before the next one is asked: half of the time that was given. */
export function escalationInterval(length: Duration): Duration {
  return Math.max(length / 2, SECOND);
}

/** When lateness reaches step `index` of the path: the first as soon as it is late. */
export function escalationStepAt(late: Instant, length: Duration, index: number): Instant {
  return late + index * escalationInterval(length);
}

/** The step reached; undefined before it is late or where there is no path. */
export function findReachedStep(
  path: readonly string[],
  late: Instant,
  length: Duration,
  now: Instant,
): EscalationStep | undefined {
  if (now < late || path.length === 0) return undefined;
  const index = Math.min(Math.floor((now - late) / escalationInterval(length)), path.length - 1);
  return { index, key: path[index]! };
}

/** The part of a path that is people's roles: paperwork that is late wakes no audience. */
export function rolesInPath(policy: Policy, path: readonly string[]): readonly string[] {
  return path.filter((key) => Object.hasOwn(policy.roles, key));
}

/** A role or an audience by its key, with whoever holds it in this incident, or else in the company. */
export function findResponsibleParty(
  policy: Policy,
  site: Site,
  key: string,
  incident?: Incident,
): ResponsibleParty {
  const name = getOwn(policy.roles, key)?.name ?? getOwn(policy.audiences, key) ?? key;
  const named = getOwn(incident?.internal.roles ?? {}, key);
  const commander = key === policy.required.commander ? incident?.internal.commander : undefined;
  const person = named ?? commander;
  return { key, name, people: person === undefined ? (getOwn(site.people, key) ?? []) : [person] };
}

function getOwn<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
