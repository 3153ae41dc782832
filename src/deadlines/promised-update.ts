import type { SiteContext } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import type { PromisedUpdate } from '../status/entry.ts';
import type { DeadlineEvidence } from './evidence.ts';
import { incidentObligation } from './kinds.ts';
import { buildIncidentTimeline } from './timeline.ts';
import type { IncidentDeadlineContext } from './obligation.ts';

/**
 * When customers were promised the next update of an incident: the same deadline that reminders use. Undefined if the
 * incident is over, is not on the page, or has a severity without update times.
 */
export function findPromisedUpdate(
  { site, policy }: Pick<SiteContext, 'site' | 'policy'>,
  evidence: DeadlineEvidence,
  incident: Incident,
): PromisedUpdate | undefined {
  const timeline = buildIncidentTimeline(policy, incident, evidence);
  if (!timeline) return undefined;
  const context: IncidentDeadlineContext = { site, policy, evidence, timeline };
  const obligation =
    incidentObligation('first-update', context) ?? incidentObligation('next-update', context);
  return obligation && { due: obligation.due, by: obligation.late };
}
