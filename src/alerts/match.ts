import { statesAfterUpdate, findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { incidentBranch, idOfIncidentBranch } from '../response/change.ts';
import { currentSeverityOf } from '../response/update.ts';
import { openIncidents } from '../response/context.ts';
import type { IncidentContext } from '../response/context.ts';
import type { Alert } from './alert.ts';
import { severityRank } from './map-to-policy.ts';
import type { PolicyMapping } from './map-to-policy.ts';

/** A pull request of an incident. */
export interface AlertPullRequest {
  readonly number: number;
  readonly open: boolean;
  readonly merged: boolean;
  readonly branch: string;
  readonly createdAt: Instant;
  readonly closedAt?: Instant;
  /** The login of its author. */
  readonly author: string;
  /** The fingerprints of the alerts that it was opened for. */
  readonly alertFingerprints: readonly string[];
}

/** The draft or incident that an alert belongs to. */
export type AlertMatch =
  | { readonly kind: 'new' }
  /** An unpublished draft. */
  | { readonly kind: 'waiting'; readonly pull: AlertPullRequest; readonly incident: Incident | undefined }
  /** A published incident. */
  | { readonly kind: 'public'; readonly pull: AlertPullRequest; readonly incident: Incident }
  /** A person closed this alert's draft or resolved its incident after the alert began. */
  | { readonly kind: 'settled'; readonly pull: AlertPullRequest; readonly incident: Incident | undefined };

/**
 * Finds the pull request that an alert belongs to. Without one that has its fingerprint, an open incident matches if it
 * affects the alert's components and is at least as severe, so that many alerts share one draft.
 */
export function matchAlert(
  incidentContext: IncidentContext,
  pulls: readonly AlertPullRequest[],
  alert: Alert,
  fingerprint: string,
  mapping: PolicyMapping,
): AlertMatch {
  const newest = pulls.toSorted((a, b) => b.number - a.number);
  for (const pull of newest.filter(({ alertFingerprints }) => alertFingerprints.includes(fingerprint))) {
    const match = matchPullRequest(incidentContext, pull, alert);
    if (match) return match;
  }
  const { policy } = incidentContext.siteContext;
  for (const incident of openIncidents(incidentContext)) {
    const pull =
      newest.find((one) => one.open && one.branch === incidentBranch(incident.id)) ??
      newest.find((one) => one.merged && one.branch === incidentBranch(incident.id));
    const states = statesAfterUpdate(incident, incident.updates.length - 1);
    const isAffected = (id: string): boolean => Object.hasOwn(states, id) && states[id] !== 'operational';
    const isSameProblem =
      mapping.components.length > 0 && mapping.unknownCount === 0 && mapping.components.every(isAffected);
    if (
      !pull ||
      !isSameProblem ||
      severityRank(policy, currentSeverityOf(incidentContext, incident)) <
        severityRank(policy, mapping.severity)
    )
      continue;
    return { kind: isPublished(incidentContext, incident.id) ? 'public' : 'waiting', pull, incident };
  }
  return { kind: 'new' };
}

/** Matches an alert with a pull request that has its fingerprint; undefined if the alert began after that one ended. */
function matchPullRequest(
  incidentContext: IncidentContext,
  pull: AlertPullRequest,
  alert: Alert,
): AlertMatch | undefined {
  const id = idOfIncidentBranch(pull.branch) ?? '';
  const event = incidentContext.entries.find((one) => one.id === id);
  const incident = event?.kind === 'incident' ? event : undefined;
  if (pull.open && !isPublished(incidentContext, id)) return { kind: 'waiting', pull, incident };
  const isPublic = incident !== undefined && (pull.merged || isPublished(incidentContext, id));
  const end = isPublic ? findEndingUpdate(incident)?.at : pull.closedAt;
  if (isPublic && end === undefined) return { kind: 'public', pull, incident };
  const began = alert.status === 'resolved' ? -Infinity : (alert.startsAt ?? Infinity);
  return began <= (end ?? -Infinity) ? { kind: 'settled', pull, incident } : undefined;
}

function isPublished({ published }: IncidentContext, id: string): boolean {
  return published?.incidents.some(({ path }) => path === `incidents/${id}.md`) ?? false;
}
