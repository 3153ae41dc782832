import { addDays, addSpan } from '../time/date-arithmetic.ts';
import { DAY } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { calendarOf } from '../time/calendar.ts';
import type { Calendar } from '../time/calendar.ts';
import { askedOf } from './escalation.ts';
import type { Wait } from './deadline.ts';
import { everHad } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { within } from './obligation.ts';
import type { Bearings, Bound } from './obligation.ts';

const USUAL_TIME = 7 * DAY;

/** The SOP itself is reviewed: by the calendar, after the worst incidents, and when its tools or roles change (V15.1). */
export function sopReviews(bearings: Bearings, timelines: readonly Timeline[]): Wait[] {
  const { policy, site } = bearings;
  if (!policy.review) return [];
  const { last, every, after, within: time = USUAL_TIME, 'when-changes': parts } = policy.review;
  const calendar = calendarOf(site.timezone);
  const isNew = (at: Instant): boolean => calendar.dayOf(at) > last;
  const day = addSpan(last, every);
  const waits = [
    reviewWait(
      bearings,
      'calendar',
      'Review of the SOP, as the calendar asks',
      calendarBound(last, day, calendar),
    ),
  ];
  const ended = timelines
    .filter((timeline) => !timeline.incident.drill && everHad(timeline, after))
    .flatMap(({ resolved, incident }) =>
      resolved !== undefined && isNew(resolved) ? [{ resolved, incident }] : [],
    )
    .toSorted((a, b) => a.resolved - b.resolved || (a.incident.id < b.incident.id ? -1 : 1));
  const first = ended[0];
  if (first) {
    const more = ended.length > 1 ? ` and ${ended.length - 1} more` : '';
    const from = { at: first.resolved, what: `the resolution of ${first.incident.id}` };
    waits.push(
      reviewWait(
        bearings,
        first.incident.id,
        `Review of the SOP after ${first.incident.id}${more}`,
        within(from, time),
      ),
    );
  }
  for (const part of parts) {
    const at = bearings.facts.changed?.[part];
    if (at === undefined || !isNew(at)) continue;
    const from = { at, what: `a change of ${part}` };
    waits.push(reviewWait(bearings, part, `Review of the SOP after a change of ${part}`, within(from, time)));
  }
  return waits;
}

/** Due on its day, late when that day is over in the company's zone. */
function calendarBound(last: string, day: string, { startOf }: Calendar): Bound {
  const from = { at: startOf(last), what: `the review of ${last}` };
  return { from, due: startOf(day), late: startOf(addDays(day, 1)) };
}

function reviewWait({ policy, site }: Bearings, occasion: string, awaits: string, bound: Bound): Wait {
  const clause = policy['asked-by']['sop-review'];
  const role = policy.responsible['sop-review'];
  const owner = { key: 'owner', name: policy.owner ?? 'The owner of the SOP', people: [] };
  return {
    id: `sop-review/${occasion}/${bound.due}`,
    kind: 'sop-review',
    ...(clause !== undefined && { clause }),
    drill: false,
    awaits,
    ...bound,
    length: bound.late - bound.from.at,
    path: [],
    responsible: [role === undefined ? owner : askedOf(policy, site, role)],
  };
}
