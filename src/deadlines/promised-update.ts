import type { SiteContext } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import type { PromisedUpdate } from '../status/entry.ts';
import type { DeadlineEvidence } from './evidence.ts';
import { firstUpdateObligation } from './first-update.ts';
import { nextUpdateObligation } from './next-update.ts';
import { buildIncidentTimeline } from './timeline.ts';
import type { IncidentDeadlineContext } from './obligation.ts';

/**
 * When customers were promised to hear more of an incident: the very times that the clock waits for. Undefined for what
 * is over, off the page or under a severity that promises nothing.
 */
export function findPromisedUpdate(
  { site, policy }: Pick<SiteContext, 'site' | 'policy'>,
  evidence: DeadlineEvidence,
  incident: Incident,
): PromisedUpdate | undefined {
  const timeline = buildIncidentTimeline(policy, incident, evidence);
  if (!timeline) return undefined;
  const context: IncidentDeadlineContext = { site, policy, evidence, timeline };
  const obligation = firstUpdateObligation(context) ?? nextUpdateObligation(context);
  return obligation && { due: obligation.due, by: obligation.late };
}
