import { isEmbargoed } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { Severity } from '../content/policy.ts';
import { parseChangedEvent } from './change.ts';
import type { IncidentChange } from './change.ts';
import { publishedVersionOf } from './published-version.ts';
import { currentSeverityOf } from './update.ts';
import type { IncidentContext } from './context.ts';
import { findResponsibleParty } from '../deadlines/escalation.ts';
import type { ResponsibleParty } from '../deadlines/escalation.ts';

/**
 * Who is notified when an incident opens: the audiences of its severity (V1.2) and the escalation path up to the commander
 * (V3.1, V10.1). The rest of the path is only notified when something is late. Under embargo, only those of `security`.
 */
export function openingRecipientsOf(
  { siteContext: { policy, site }, onCall }: Pick<IncidentContext, 'siteContext' | 'onCall'>,
  severity: Severity,
  incident: Incident,
): ResponsibleParty[] {
  if (isEmbargoed(incident)) {
    const apart = policy.security ? [policy.security.approver, ...policy.security.notify] : [];
    return [...new Set(apart)].map((key) => findResponsibleParty(policy, site, key, incident, onCall));
  }
  const { commander } = policy.required;
  const end = severity.escalation.indexOf(commander ?? '');
  const path = severity.escalation.slice(0, end === -1 ? 1 : end + 1);
  const keys = [...severity.notify, ...path, ...(commander === undefined ? [] : [commander])];
  return [...new Set(keys)].map((key) => findResponsibleParty(policy, site, key, incident, onCall));
}

/** The GitHub names of all parties, without duplicates. */
export function collectPeople(parties: readonly ResponsibleParty[]): string[] {
  return [...new Set(parties.flatMap(({ people }) => people))];
}

/**
 * Opening an incident or raising its severity notifies the severity's audiences; other changes only the update owner, of a
 * maintenance or notice the approver, and of an incident that is or was under embargo until this change the one of `security`.
 */
export function recipientsOf(incidentContext: IncidentContext, change: IncidentChange): ResponsibleParty[] {
  const incident = parseChangedEvent(change);
  const { onCall } = incidentContext;
  const { policy, site } = incidentContext.siteContext;
  if (incident.kind !== 'incident') {
    const approver = policy.publishing?.approver ?? policy.required.commander;
    const parties =
      approver === undefined ? [] : [findResponsibleParty(policy, site, approver, undefined, onCall)];
    return withoutPerson(parties, incidentContext.currentUser);
  }
  const severity = currentSeverityOf(incidentContext, incident);
  const before = incidentContext.entries.find((event) => event.id === change.id);
  const raised =
    before?.kind === 'incident' && currentSeverityOf(incidentContext, before).key !== severity.key;
  const notifiesAll = change.kind === 'open' || raised || !before;
  const wasEmbargoed = [before, before && publishedVersionOf(incidentContext, before)].some(
    (version) => version && isEmbargoed(version),
  );
  const isDisclosed = wasEmbargoed && !isEmbargoed(incident);
  const owner = policy['owner-roles']['next-update'] ?? policy.required.commander;
  const role = wasEmbargoed || isEmbargoed(incident) ? policy.security?.approver : owner;
  const parties =
    notifiesAll && !isDisclosed
      ? openingRecipientsOf(incidentContext, severity, incident)
      : role === undefined
        ? []
        : [findResponsibleParty(policy, site, role, incident, onCall)];
  const others = withoutPerson(parties, incidentContext.currentUser);
  return others.filter(
    (party, index) => party.people.length > 0 || (parties[index]!.people.length === 0 && notifiesAll),
  );
}

function withoutPerson(parties: readonly ResponsibleParty[], person: string | undefined): ResponsibleParty[] {
  return parties.map((party) => ({ ...party, people: party.people.filter((one) => one !== person) }));
}
