import type { Policy } from '../content/policy.ts';
import type { Wait } from './deadline.ts';
import { everHad } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { waitOf, within } from './obligation.ts';
import type { Bound, Judged } from './obligation.ts';

/** The review of an incident, within a time of resolution (V8.1), for every severity that it ever had. */
export function postmortem(judged: Judged): Wait | undefined {
  const { timeline, policy, facts } = judged;
  const bound = postmortemBound(timeline, policy);
  const { id, reviewed } = timeline.incident;
  if (!bound || reviewed !== undefined || facts.postmortems?.has(id)) return undefined;
  return waitOf(judged, 'postmortem', bound, { awaits: 'Postmortem', key: 'resolved', after: true });
}

export function postmortemBound(timeline: Timeline, policy: Policy): Bound | undefined {
  if (!policy.postmortem || timeline.resolved === undefined || !everHad(timeline, policy.postmortem.for))
    return undefined;
  return within({ at: timeline.resolved, what: 'resolution' }, policy.postmortem.due);
}
