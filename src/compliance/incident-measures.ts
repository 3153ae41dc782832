import { endingUpdate, isEnd } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { MeasureKind } from '../content/schema/policy-clock.ts';
import { acknowledgeBound, acknowledgedAt } from '../deadlines/acknowledge.ts';
import { emailsOf } from '../deadlines/customer-email.ts';
import { firstUpdateBound } from '../deadlines/first-update.ts';
import { fixBound } from '../deadlines/fix.ts';
import { nextUpdateBound } from '../deadlines/next-update.ts';
import { postmortemBound } from '../deadlines/postmortem.ts';
import { resolutionBound } from '../deadlines/resolution.ts';
import { summaryBound } from '../deadlines/summary.ts';
import type { Told } from '../deadlines/timeline.ts';
import { within } from '../deadlines/obligation.ts';
import type { Bound, Judged } from '../deadlines/obligation.ts';
import { verdictOf } from './measure.ts';
import type { Measure, Verdict } from './measure.ts';

/** Everything that the SOP gives a time for in an incident, in the order in which it comes. */
export function measuresOf(judged: Judged, now: Instant): Measure[] {
  return [
    ...acknowledged(judged, now),
    ...updates(judged, now),
    ...emails(judged, now),
    ...afterTheFix(judged, now),
    ...papers(judged, now),
  ];
}

interface Came {
  readonly at?: Instant;
  readonly by?: 'git' | 'file';
  readonly verdict?: Verdict;
}

function measure(
  judged: Judged,
  kind: MeasureKind,
  what: string,
  bound: Bound,
  came: Came,
  now: Instant,
): Measure {
  const { timeline, policy } = judged;
  const clause = timeline.severity['asked-by'][kind] ?? policy['asked-by'][kind];
  const { at, by = 'file' } = came;
  const verdict = came.verdict ?? verdictOf(bound.late, at, now);
  const end = at ?? (verdict === 'unknown' ? undefined : now);
  return {
    kind,
    ...(clause !== undefined && { clause }),
    what,
    verdict,
    from: bound.from.at,
    bound: bound.late,
    given: bound.late - bound.from.at,
    ...(at !== undefined && { at }),
    ...(end !== undefined && { took: Math.max(0, end - bound.from.at) }),
    by,
  };
}

/** Nobody wrote it down: then the first sign of it says at least that it was not later. */
function acknowledged(judged: Judged, now: Instant): Measure[] {
  const bound = acknowledgeBound(judged.timeline);
  if (!bound) return [];
  const recorded = judged.timeline.incident.internal.acknowledged;
  const sign = acknowledgedAt(judged.timeline);
  const unsure = recorded === undefined && sign !== undefined && sign > bound.late;
  return [
    measure(
      judged,
      'acknowledge',
      'Acknowledged',
      bound,
      unsure ? { verdict: 'unknown' } : { at: recorded ?? sign },
      now,
    ),
  ];
}

/** The first update, and each gap between two of them, until the one that ends it. */
function updates(judged: Judged, now: Instant): Measure[] {
  const { told } = judged.timeline;
  const first = firstUpdateBound(judged.timeline);
  const measures = first
    ? [measure(judged, 'first-update', 'First public update', first, cameOf(told[0]), now)]
    : [];
  for (const [index, one] of told.entries()) {
    const next = told[index + 1];
    const bound = isEnd(one.update.phase) ? undefined : nextUpdateBound(one);
    if (!bound) continue;
    const what = next && isEnd(next.update.phase) ? 'Resolved' : `Public update ${index + 2}`;
    measures.push(ofSeverity(one, measure(judged, 'next-update', what, bound, cameOf(next), now)));
  }
  return measures;
}

/** The clause of the severity that an update was written under. */
function ofSeverity({ severity }: Told, made: Measure): Measure {
  const clause = severity['asked-by']['next-update'] ?? made.clause;
  return clause === undefined ? made : { ...made, clause };
}

function cameOf(told: Told | undefined): Came {
  return told ? { at: told.heard, by: told.by } : {};
}

/** Each e-mail to customers counts from the one before; where none is written down, nothing is known. */
function emails(judged: Judged, now: Instant): Measure[] {
  const { timeline, facts } = judged;
  const time = timeline.severity['customer-email'];
  if (time === undefined || timeline.publicSince === undefined) return [];
  const end = timeline.resolved ?? Infinity;
  const sent = emailsOf(timeline, facts).filter((at) => at >= timeline.publicSince!);
  const starts = [timeline.publicSince, ...sent.filter((at) => at < end)];
  return starts.flatMap((from, index) => {
    const bound = within({ at: from, what: '' }, time);
    const at = sent[index];
    if (at === undefined && bound.late >= end) return [];
    const came: Came = at !== undefined ? { at } : sent.length === 0 ? { verdict: 'unknown' } : {};
    return [measure(judged, 'customer-email', `E-mail ${index + 1} to customers`, bound, came, now)];
  });
}

/** The fix within the SLA window, how long it was watched (V7.2), and the resolution. */
function afterTheFix(judged: Judged, now: Instant): Measure[] {
  const { timeline, policy } = judged;
  const { fixed, resolved, told, incident } = timeline;
  const measures: Measure[] = [];
  const fix = fixBound(timeline);
  if (fix) measures.push(measure(judged, 'fix', 'Fix or rollback', fix, { at: fixed?.at ?? resolved }, now));
  if (fixed && resolved !== undefined && policy.monitoring !== undefined) {
    const bound = within({ at: fixed.at, what: 'the fix' }, policy.monitoring);
    const verdict = resolved >= bound.late ? 'kept' : 'short';
    measures.push(
      measure(judged, 'monitoring', 'Watched after the fix', bound, { at: resolved, verdict }, now),
    );
  }
  const resolution = timeline.publicSince === undefined ? undefined : resolutionBound(timeline, policy);
  if (resolution) {
    const ending = endingUpdate(incident);
    const ended = told.find(({ update }) => update === ending);
    measures.push(measure(judged, 'resolution', 'Resolved after the fix', resolution, cameOf(ended), now));
  }
  return measures;
}

/** What is owed after the end. */
function papers(judged: Judged, now: Instant): Measure[] {
  const { timeline, policy, facts } = judged;
  const { incident } = timeline;
  const summary = summaryBound(timeline, policy);
  const postmortem = postmortemBound(timeline, policy);
  const review = facts.postmortems?.get(incident.id);
  const nobodyKnows = !facts.postmortems || (review && review.merged === undefined);
  const elsewhere = incident.reviewed === undefined ? undefined : { at: incident.reviewed };
  const came: Came =
    (review ? undefined : elsewhere) ??
    (nobodyKnows ? { verdict: 'unknown' } : { at: review?.merged, by: 'git' });
  return [
    ...(summary
      ? [measure(judged, 'summary', 'Executive summary', summary, { at: incident.internal.summary }, now)]
      : []),
    ...(postmortem ? [measure(judged, 'postmortem', 'Postmortem', postmortem, came, now)] : []),
  ];
}
