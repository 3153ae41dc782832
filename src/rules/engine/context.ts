import type { SiteContext } from '../../content/content.ts';
import type { IncidentHistory } from '../../publication-history/history.ts';
import type { StatusEvent } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { createAffectingEventLookup } from '../detectors/open-intervals.ts';
import type { RuleContext } from './rule.ts';

/** Make it once for many files: the lookup of open incidents sorts all of them. */
export function createRuleContext(
  siteContext: SiteContext,
  events: readonly StatusEvent[],
  now: Instant,
  history?: IncidentHistory,
): RuleContext {
  return {
    ...siteContext,
    now,
    findEvent: (id) => events.find((event) => event.id === id),
    othersAffectingAt: createAffectingEventLookup(events),
    ...(history && { history }),
  };
}
