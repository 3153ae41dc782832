import type { Setting } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import type { Promised } from '../status/entry.ts';
import type { Facts } from './evidence.ts';
import { firstUpdate } from './first-update.ts';
import { nextUpdate } from './next-update.ts';
import { timelineOf } from './timeline.ts';
import type { Judged } from './obligation.ts';

/**
 * When customers were promised to hear more of an incident: the very times that the clock waits for. Undefined for what
 * is over, off the page or under a severity that promises nothing.
 */
export function promisedUpdate(
  { site, policy }: Pick<Setting, 'site' | 'policy'>,
  facts: Facts,
  incident: Incident,
): Promised | undefined {
  const timeline = timelineOf(policy, incident, facts);
  if (!timeline) return undefined;
  const judged: Judged = { site, policy, facts, timeline };
  const wait = firstUpdate(judged) ?? nextUpdate(judged);
  return wait && { due: wait.due, by: wait.late };
}
