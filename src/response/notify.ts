import type { SiteContext } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import type { Severity } from '../content/policy.ts';
import { parseChangedIncident } from './change.ts';
import type { IncidentChange } from './change.ts';
import { currentSeverityOf } from './update.ts';
import type { IncidentContext } from './context.ts';
import { findResponsibleParty } from '../deadlines/escalation.ts';
import type { ResponsibleParty } from '../deadlines/escalation.ts';

/**
 * Whom an incident's opening tells: the audiences of its severity (V1.2), and the escalation path up to the commander
 * (V3.1, V10.1). What lies behind the commander is asked when something is late.
 */
export function openingRecipientsOf(
  { policy, site }: SiteContext,
  severity: Severity,
  incident: Incident,
): ResponsibleParty[] {
  const { commander } = policy.required;
  const end = severity.escalation.indexOf(commander ?? '');
  const path = severity.escalation.slice(0, end === -1 ? 1 : end + 1);
  const keys = [...severity.notify, ...path, ...(commander === undefined ? [] : [commander])];
  return [...new Set(keys)].map((key) => findResponsibleParty(policy, site, key, incident));
}

/** Everybody named among them, each once, as GitHub spells them. */
export function collectPeople(asked: readonly ResponsibleParty[]): string[] {
  return [...new Set(asked.flatMap(({ people }) => people))];
}

/** An open tells whom its severity names; what follows asks whoever sees to updates; a raised severity tells anew. */
export function recipientsOf(incidentContext: IncidentContext, change: IncidentChange): ResponsibleParty[] {
  const incident = parseChangedIncident(change);
  const { policy, site } = incidentContext.siteContext;
  const severity = currentSeverityOf(incidentContext, incident);
  const before = incidentContext.entries.find((event) => event.id === change.id);
  const raised =
    before?.kind === 'incident' && currentSeverityOf(incidentContext, before).key !== severity.key;
  const role = policy['owner-roles']['next-update'] ?? policy.required.commander;
  const anew = change.kind === 'open' || raised || !before;
  const told = anew
    ? openingRecipientsOf(incidentContext.siteContext, severity, incident)
    : role === undefined
      ? []
      : [findResponsibleParty(policy, site, role, incident)];
  const others = told.map((asked) => ({
    ...asked,
    people: asked.people.filter((person) => person !== incidentContext.currentUser),
  }));
  return others.filter(
    (asked, index) => asked.people.length > 0 || (told[index]!.people.length === 0 && anew),
  );
}
