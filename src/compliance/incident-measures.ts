import { findEndingUpdate, isFinalPhase } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { MeasurementKind } from '../content/schema/policy-clock.ts';
import { acknowledgeDueWindow, findAcknowledgedAt } from '../deadlines/acknowledge.ts';
import { customerEmailTimes } from '../deadlines/customer-email.ts';
import { firstUpdateDueWindow } from '../deadlines/first-update.ts';
import { fixDueWindow } from '../deadlines/fix.ts';
import { nextUpdateDueWindow } from '../deadlines/next-update.ts';
import { postmortemDueWindow } from '../deadlines/postmortem.ts';
import { resolutionDueWindow } from '../deadlines/resolution.ts';
import { summaryDueWindow } from '../deadlines/summary.ts';
import type { CustomerUpdate } from '../deadlines/timeline.ts';
import { dueWithin } from '../deadlines/obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from '../deadlines/obligation.ts';
import { complianceStatusOf } from './measure.ts';
import type { ComplianceMeasurement, ComplianceStatus } from './measure.ts';

/** Everything that the SOP gives a time for in an incident, in the order in which it comes. */
export function measureIncident(judged: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  return [
    ...measureAcknowledgement(judged, now),
    ...measureUpdates(judged, now),
    ...measureEmails(judged, now),
    ...measureFixAndResolution(judged, now),
    ...measureFollowUps(judged, now),
  ];
}

interface Occurrence {
  readonly at?: Instant;
  readonly by?: 'git' | 'file';
  readonly status?: ComplianceStatus;
}

function createMeasurement(
  judged: IncidentDeadlineContext,
  kind: MeasurementKind,
  what: string,
  bound: DueWindow,
  came: Occurrence,
  now: Instant,
): ComplianceMeasurement {
  const { timeline, policy } = judged;
  const clause = timeline.severity['asked-by'][kind] ?? policy['asked-by'][kind];
  const { at, by = 'file' } = came;
  const verdict = came.status ?? complianceStatusOf(bound.late, at, now);
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
function measureAcknowledgement(judged: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const bound = acknowledgeDueWindow(judged.timeline);
  if (!bound) return [];
  const recorded = judged.timeline.incident.internal.acknowledged;
  const sign = findAcknowledgedAt(judged.timeline);
  const unsure = recorded === undefined && sign !== undefined && sign > bound.late;
  return [
    createMeasurement(
      judged,
      'acknowledge',
      'Acknowledged',
      bound,
      unsure ? { status: 'unknown' } : { at: recorded ?? sign },
      now,
    ),
  ];
}

/** The first update, and each gap between two of them, until the one that ends it. */
function measureUpdates(judged: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const { customerUpdates } = judged.timeline;
  const first = firstUpdateDueWindow(judged.timeline);
  const measures = first
    ? [createMeasurement(judged, 'first-update', 'First public update', first, occurrenceOf(customerUpdates[0]), now)]
    : [];
  for (const [index, one] of customerUpdates.entries()) {
    const next = customerUpdates[index + 1];
    const bound = isFinalPhase(one.update.phase) ? undefined : nextUpdateDueWindow(one);
    if (!bound) continue;
    const what = next && isFinalPhase(next.update.phase) ? 'Resolved' : `Public update ${index + 2}`;
    measures.push(withSeverityClause(one, createMeasurement(judged, 'next-update', what, bound, occurrenceOf(next), now)));
  }
  return measures;
}

/** The clause of the severity that an update was written under. */
function withSeverityClause({ severity }: CustomerUpdate, made: ComplianceMeasurement): ComplianceMeasurement {
  const clause = severity['asked-by']['next-update'] ?? made.clause;
  return clause === undefined ? made : { ...made, clause };
}

function occurrenceOf(told: CustomerUpdate | undefined): Occurrence {
  return told ? { at: told.readableAt, by: told.timeSource } : {};
}

/** Each e-mail to customers counts from the one before; where none is written down, nothing is known. */
function measureEmails(judged: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const { timeline, evidence } = judged;
  const time = timeline.severity['customer-email'];
  if (time === undefined || timeline.publicSince === undefined) return [];
  const end = timeline.resolved ?? Infinity;
  const sent = customerEmailTimes(timeline, evidence).filter((at) => at >= timeline.publicSince!);
  const starts = [timeline.publicSince, ...sent.filter((at) => at < end)];
  return starts.flatMap((from, index) => {
    const bound = dueWithin({ at: from, what: '' }, time);
    const at = sent[index];
    if (at === undefined && bound.late >= end) return [];
    const came: Occurrence = at !== undefined ? { at } : sent.length === 0 ? { status: 'unknown' } : {};
    return [createMeasurement(judged, 'customer-email', `E-mail ${index + 1} to customers`, bound, came, now)];
  });
}

/** The fix within the SLA window, how long it was watched (V7.2), and the resolution. */
function measureFixAndResolution(judged: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const { timeline, policy } = judged;
  const { fixed, resolved, customerUpdates, incident } = timeline;
  const measures: ComplianceMeasurement[] = [];
  const fix = fixDueWindow(timeline);
  if (fix) measures.push(createMeasurement(judged, 'fix', 'Fix or rollback', fix, { at: fixed?.at ?? resolved }, now));
  if (fixed && resolved !== undefined && policy.monitoring !== undefined) {
    const bound = dueWithin({ at: fixed.at, what: 'the fix' }, policy.monitoring);
    const verdict = resolved >= bound.late ? 'kept' : 'short';
    measures.push(
      createMeasurement(judged, 'monitoring', 'Watched after the fix', bound, { at: resolved, status: verdict }, now),
    );
  }
  const resolution = timeline.publicSince === undefined ? undefined : resolutionDueWindow(timeline, policy);
  if (resolution) {
    const ending = findEndingUpdate(incident);
    const ended = customerUpdates.find(({ update }) => update === ending);
    measures.push(createMeasurement(judged, 'resolution', 'Resolved after the fix', resolution, occurrenceOf(ended), now));
  }
  return measures;
}

/** What is owed after the end. */
function measureFollowUps(judged: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const { timeline, policy, evidence } = judged;
  const { incident } = timeline;
  const summary = summaryDueWindow(timeline, policy);
  const postmortem = postmortemDueWindow(timeline, policy);
  const review = evidence.postmortems?.get(incident.id);
  const nobodyKnows = !evidence.postmortems || (review && review.merged === undefined);
  const elsewhere = incident.postmortemApprovedAt === undefined ? undefined : { at: incident.postmortemApprovedAt };
  const came: Occurrence =
    (review ? undefined : elsewhere) ??
    (nobodyKnows ? { status: 'unknown' } : { at: review?.merged, by: 'git' });
  return [
    ...(summary
      ? [createMeasurement(judged, 'summary', 'Executive summary', summary, { at: incident.internal.summary }, now)]
      : []),
    ...(postmortem ? [createMeasurement(judged, 'postmortem', 'Postmortem', postmortem, came, now)] : []),
  ];
}
