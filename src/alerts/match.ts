import { statesAfterUpdate, findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { incidentBranch } from '../response/change.ts';
import { currentSeverityOf } from '../response/update.ts';
import { openIncidents } from '../response/context.ts';
import type { IncidentContext } from '../response/context.ts';
import type { Alert } from './alert.ts';
import { severityRank } from './map-to-policy.ts';
import type { PolicyMapping } from './map-to-policy.ts';

/** A pull request of this repository, as far as an alert needs it. */
export interface AlertPullRequest {
  readonly number: number;
  readonly open: boolean;
  readonly merged: boolean;
  readonly branch: string;
  readonly createdAt: Instant;
  readonly closedAt?: Instant;
  /** Whoever opened it. */
  readonly author: string;
  /** The marks of the alerts that it was opened for. */
  readonly alertFingerprints: readonly string[];
}

/** Where an alert belongs. */
export type AlertMatch =
  | { readonly kind: 'new' }
  /** A draft that nobody has published yet. */
  | { readonly kind: 'waiting'; readonly pull: AlertPullRequest; readonly incident: Incident | undefined }
  /** An incident that customers can read of. */
  | { readonly kind: 'public'; readonly pull: AlertPullRequest; readonly incident: Incident }
  /** The same alert as before: a person closed its draft, or resolved its incident, after it had begun. */
  | { readonly kind: 'settled'; readonly pull: AlertPullRequest; readonly incident: Incident | undefined };

/**
 * Finds the pull request that an alert belongs to: by its mark; else by an open incident that is about the same
 * components and no less grave, so that a storm of alerts is one draft.
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
    const suffers = (id: string): boolean => Object.hasOwn(states, id) && states[id] !== 'operational';
    const same =
      mapping.components.length > 0 && mapping.unknownCount === 0 && mapping.components.every(suffers);
    if (
      !pull ||
      !same ||
      severityRank(policy, currentSeverityOf(incidentContext, incident)) <
        severityRank(policy, mapping.severity)
    )
      continue;
    return { kind: isPublished(incidentContext, incident.id) ? 'public' : 'waiting', pull, incident };
  }
  return { kind: 'new' };
}

/** What has become of the pull request of an alert; undefined where this is another alert by now. */
function matchPullRequest(
  incidentContext: IncidentContext,
  pull: AlertPullRequest,
  alert: Alert,
): AlertMatch | undefined {
  const id = pull.branch.slice(incidentBranch('').length);
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
