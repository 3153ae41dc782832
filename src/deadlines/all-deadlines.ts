import type { Setting } from '../content/content.ts';
import type { Entry } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { acknowledge } from './acknowledge.ts';
import { actionItems } from './action-items.ts';
import { customerEmail } from './customer-email.ts';
import { byUrgency, deadlineAt } from './deadline.ts';
import type { Deadline, Wait } from './deadline.ts';
import type { Facts } from './evidence.ts';
import { firstUpdate } from './first-update.ts';
import { fix } from './fix.ts';
import { internalUpdate } from './internal-update.ts';
import { maintenanceEnd, maintenanceNotice } from './maintenance.ts';
import { nextUpdate } from './next-update.ts';
import { postmortem } from './postmortem.ts';
import { resolution } from './resolution.ts';
import { sopReviews } from './sop-review.ts';
import { summary } from './summary.ts';
import { timelineOf } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import type { Bearings, Judged } from './obligation.ts';

/** What the clock is asked to look at. */
export interface Scope {
  /** Rehearsals too; without it nothing waits for a drill. */
  readonly drills?: boolean;
  /** Incidents that ended before this are the record's, and no longer chased. */
  readonly endedAfter?: Instant;
}

const OF_INCIDENTS: readonly ((judged: Judged) => Wait | undefined)[] = [
  acknowledge,
  firstUpdate,
  nextUpdate,
  internalUpdate,
  customerEmail,
  fix,
  resolution,
  summary,
  postmortem,
];

/** All that the SOP waits for at a time, the most urgent first. What the policy doesn't speak of is not waited for. */
export function deadlinesOf(
  setting: Pick<Setting, 'site' | 'policy'>,
  entries: readonly Entry[],
  facts: Facts,
  now: Instant,
  scope: Scope = {},
): readonly Deadline[] {
  return waitsOf(setting, entries, facts, scope)
    .map((wait) => deadlineAt(wait, now))
    .toSorted(byUrgency);
}

/** The same without the time: what is awaited doesn't depend on it. */
export function waitsOf(
  { site, policy }: Pick<Setting, 'site' | 'policy'>,
  entries: readonly Entry[],
  facts: Facts,
  { drills = false, endedAfter = -Infinity }: Scope = {},
): Wait[] {
  const bearings: Bearings = { site, policy, facts };
  const timelines: Timeline[] = [];
  const waits: Wait[] = [];
  for (const entry of entries) {
    if (entry.drill && !drills) continue;
    if (entry.kind === 'maintenance') {
      waits.push(...present([maintenanceNotice(bearings, entry), maintenanceEnd(bearings, entry)]));
      continue;
    }
    const timeline = timelineOf(policy, entry, facts);
    if (!timeline) continue;
    const judged: Judged = { ...bearings, timeline };
    const ended = timeline.resolved;
    if (!entry.imported || ended === undefined) waits.push(...actionItems(judged));
    if (ended !== undefined && (entry.imported || ended < endedAfter)) continue;
    timelines.push(timeline);
    waits.push(...present(OF_INCIDENTS.map((wait) => wait(judged))));
  }
  return [...waits, ...sopReviews(bearings, timelines)];
}

function present(waits: readonly (Wait | undefined)[]): Wait[] {
  return waits.filter((wait) => wait !== undefined);
}
