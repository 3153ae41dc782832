import type { SiteContext } from '../content/content.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { DeadlineEvidence } from '../deadlines/evidence.ts';
import { buildIncidentTimeline } from '../deadlines/timeline.ts';
import type { IncidentTimeline } from '../deadlines/timeline.ts';
import type { Instant } from '../time/instant.ts';
import { eventComplianceOf } from './event-compliance.ts';
import type { EventCompliance } from './event-compliance.ts';

/** What documents about an incident are written from after its resolution. */
export interface ResolvedIncident {
  readonly siteContext: SiteContext;
  readonly incident: Incident;
  readonly timeline: IncidentTimeline;
  readonly compliance: EventCompliance;
  readonly evidence: DeadlineEvidence;
  readonly resolved: Instant;
  readonly now: Instant;
}

/** Undefined if it is not resolved, or the policy does not define its severity. */
export function describeResolved(
  siteContext: SiteContext,
  incident: Incident,
  evidence: DeadlineEvidence,
  now: Instant,
): ResolvedIncident | undefined {
  const { site, policy } = siteContext;
  const resolved = findEndingUpdate(incident)?.at;
  const timeline = buildIncidentTimeline(policy, incident, evidence);
  const compliance = eventComplianceOf({ site, policy, evidence }, incident, now);
  if (resolved === undefined || !timeline || !compliance) return undefined;
  return { siteContext, incident, timeline, compliance, evidence, resolved, now };
}
