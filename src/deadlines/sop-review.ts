import { addDays, addSpan, createCalendar } from '../time/calendar.ts';
import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import type { Calendar } from '../time/calendar.ts';
import { findResponsibleParty } from './escalation.ts';
import type { Obligation } from './deadline.ts';
import { everHadSeverity } from './timeline.ts';
import type { IncidentTimeline } from './timeline.ts';
import { dueWithin } from './obligation.ts';
import type { DeadlineContext, DueWindow } from './obligation.ts';

const DEFAULT_PERIOD = 7 * DAY;

/** The SOP review is due at intervals, after severe incidents and when tools, roles or processes change (V15.1). */
export function sopReviewObligations(
  context: DeadlineContext,
  timelines: readonly IncidentTimeline[],
): Obligation[] {
  const { policy, site } = context;
  if (!policy['sop-review']) return [];
  const { last, every, after, within: time = DEFAULT_PERIOD, 'on-change': parts } = policy['sop-review'];
  const calendar = createCalendar(site.timezone);
  const isNew = (at: Instant): boolean => calendar.dayOf(at) > last;
  const day = addSpan(last, every);
  const obligations = [
    createSopReviewObligation(
      context,
      'calendar',
      'Scheduled SOP review',
      calendarDueWindow(last, day, calendar),
    ),
  ];
  const ended = timelines
    .filter((timeline) => !timeline.incident.drill && everHadSeverity(timeline, after))
    .flatMap(({ resolved, incident }) =>
      resolved !== undefined && isNew(resolved) ? [{ resolved, incident }] : [],
    )
    .toSorted((a, b) => a.resolved - b.resolved || (a.incident.id < b.incident.id ? -1 : 1));
  const first = ended[0];
  if (first) {
    const more = ended.length > 1 ? ` and ${ended.length - 1} more` : '';
    const from = { at: first.resolved, what: `the resolution of ${first.incident.id}` };
    obligations.push(
      createSopReviewObligation(
        context,
        first.incident.id,
        `SOP review after ${first.incident.id}${more}`,
        dueWithin(policy, from, time),
      ),
    );
  }
  for (const part of parts) {
    const at = context.evidence.policyChanges?.[part];
    if (at === undefined || !isNew(at)) continue;
    const from = { at, what: `a change of ${part}` };
    obligations.push(
      createSopReviewObligation(
        context,
        part,
        `SOP review after a change of ${part}`,
        dueWithin(policy, from, time),
      ),
    );
  }
  return obligations;
}

/** Due on its day, late when that day is over in the company's zone. */
function calendarDueWindow(last: string, day: string, { startOf }: Calendar): DueWindow {
  const from = { at: startOf(last), what: `the SOP review of ${last}` };
  return { from, due: startOf(day), late: startOf(addDays(day, 1)) };
}

function createSopReviewObligation(
  { policy, site, onCall }: DeadlineContext,
  occasion: string,
  awaits: string,
  dueWindow: DueWindow,
): Obligation {
  const clause = policy.clauses['sop-review'];
  const role = policy['owner-roles']['sop-review'];
  const owner = { key: 'owner', name: policy.owner ?? 'The owner of the SOP', people: [] };
  return {
    id: `sop-review/${occasion}/${dueWindow.due}`,
    kind: 'sop-review',
    ...(clause !== undefined && { clause }),
    drill: false,
    awaits,
    ...dueWindow,
    length: dueWindow.late - dueWindow.from.at,
    path: [],
    responsible: [role === undefined ? owner : findResponsibleParty(policy, site, role, undefined, onCall)],
  };
}
