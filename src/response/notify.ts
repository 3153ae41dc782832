import type { Setting } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import type { Severity } from '../content/policy.ts';
import { incidentAfter } from './change.ts';
import type { Change } from './change.ts';
import { severityOf } from './update.ts';
import type { World } from './context.ts';
import { askedOf } from '../deadlines/escalation.ts';
import type { Asked } from '../deadlines/escalation.ts';

/**
 * Whom an incident's opening tells: the audiences of its severity (V1.2), and the escalation path up to the commander
 * (V3.1, V10.1). What lies behind the commander is asked when something is late.
 */
export function toldOf({ policy, site }: Setting, severity: Severity, incident: Incident): Asked[] {
  const { commander } = policy.required;
  const end = severity.escalation.indexOf(commander ?? '');
  const path = severity.escalation.slice(0, end === -1 ? 1 : end + 1);
  const keys = [...severity.notify, ...path, ...(commander === undefined ? [] : [commander])];
  return [...new Set(keys)].map((key) => askedOf(policy, site, key, incident));
}

/** Everybody named among them, each once, as GitHub spells them. */
export function peopleIn(asked: readonly Asked[]): string[] {
  return [...new Set(asked.flatMap(({ people }) => people))];
}

/** An open tells whom its severity names; what follows asks whoever sees to updates; a raised severity tells anew. */
export function toldBy(world: World, change: Change): Asked[] {
  const incident = incidentAfter(change);
  const { policy, site } = world.setting;
  const severity = severityOf(world, incident);
  const before = world.entries.find((entry) => entry.id === change.id);
  const raised = before?.kind === 'incident' && severityOf(world, before).key !== severity.key;
  const role = policy.responsible['next-update'] ?? policy.required.commander;
  const anew = change.deed === 'open' || raised || !before;
  const told = anew
    ? toldOf(world.setting, severity, incident)
    : role === undefined
      ? []
      : [askedOf(policy, site, role, incident)];
  const others = told.map((asked) => ({
    ...asked,
    people: asked.people.filter((person) => person !== world.you),
  }));
  return others.filter(
    (asked, index) => asked.people.length > 0 || (told[index]!.people.length === 0 && anew),
  );
}
