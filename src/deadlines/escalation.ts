import { MINUTE, SECOND } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { PeopleOnCall } from '../on-call/on-call.ts';
import type { Policy } from '../content/policy.ts';
import type { Site } from '../content/site.ts';

/** A role or an audience of the policy, and the people in it. */
export interface ResponsibleParty {
  readonly key: string;
  readonly name: string;
  /** GitHub names with `@`; empty if `status.yaml` names no one. */
  readonly people: readonly string[];
}

/** A step of the escalation path (V10.1). */
export interface EscalationStep {
  /** From 0. */
  readonly index: number;
  readonly key: string;
}

const MIN_WARNING = 5 * MINUTE;
const MAX_WARNING = 7 * 24 * 60 * MINUTE;

/** How long before the due time a warning comes: a quarter of the length, at least 5 minutes, at most a week. */
export function warningPeriod(length: Duration): Duration {
  return Math.min(length, Math.max(MIN_WARNING, Math.min(length / 4, MAX_WARNING)));
}

/** The time between two steps of the path: half of the length. */
export function escalationInterval(length: Duration): Duration {
  return Math.max(length / 2, SECOND);
}

/** When step `index` is reached: the first as soon as the deadline is late. */
export function escalationStepAt(late: Instant, length: Duration, index: number): Instant {
  return late + index * escalationInterval(length);
}

/** Undefined before it is late, or without a path. */
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

/** The path without audiences: overdue follow-ups only notify roles. */
export function rolesInPath(policy: Policy, path: readonly string[]): readonly string[] {
  return path.filter((key) => Object.hasOwn(policy.roles, key));
}

/**
 * A role or an audience by its key, with its holders: in this incident, otherwise those on call now, otherwise in the company.
 * If no one holds a role, the people of its deputies do, and the name says so.
 */
export function findResponsibleParty(
  policy: Policy,
  site: Site,
  key: string,
  incident?: Incident,
  onCall?: PeopleOnCall,
): ResponsibleParty {
  const role = getOwn(policy.roles, key);
  const name = role?.name ?? getOwn(policy.audiences, key)?.name ?? key;
  const named = getOwn(incident?.internal.roles ?? {}, key);
  const commander = key === policy.required.commander ? incident?.internal.commander : undefined;
  const person = named ?? commander;
  if (person !== undefined) return { key, name, people: [person] };
  const rota = onCall?.get(key);
  const people = rota ? rota.people : (getOwn(site.people, key) ?? []);
  if (people.length > 0 || !role) return { key, name, people };
  for (const deputy of role.deputies) {
    const standIns = onCall?.get(deputy)?.people ?? getOwn(site.people, deputy) ?? [];
    const deputyName = getOwn(policy.roles, deputy)?.name ?? deputy;
    if (standIns.length > 0) return { key, name: `${name} (deputy: ${deputyName})`, people: standIns };
  }
  return { key, name: rota ? `${name} (no one on call is known)` : name, people };
}

/** The backups on call for a role, who are asked before the escalation path; undefined if there are none. */
export function findBackups(
  policy: Policy,
  key: string,
  onCall?: PeopleOnCall,
): ResponsibleParty | undefined {
  const people = onCall?.get(key)?.backups ?? [];
  if (people.length === 0) return undefined;
  return { key: `${key}-backup`, name: `${getOwn(policy.roles, key)?.name ?? key} (backup)`, people };
}

function getOwn<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
