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
  facts: DeadlineEvidence,
  incident: Incident,
): PromisedUpdate | undefined {
  const timeline = buildIncidentTimeline(policy, incident, facts);
  if (!timeline) return undefined;
  const judged: IncidentDeadlineContext = { site, policy, evidence: facts, timeline };
  const wait = firstUpdateObligation(judged) ?? nextUpdateObligation(judged);
  return wait && { due: wait.due, by: wait.late };
}
