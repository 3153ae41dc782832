import { findEndingUpdate, isFinalPhase } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { MeasurementKind } from '../content/schema/policy-deadlines.ts';
import {
  customerEmailTimes,
  dueWindowOf,
  findAcknowledgedAt,
  nextUpdateDueWindow,
} from '../deadlines/kinds.ts';
import type { CustomerUpdate } from '../deadlines/timeline.ts';
import { dueWithin } from '../deadlines/obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from '../deadlines/obligation.ts';
import { complianceStatusOf } from './measure.ts';
import type { ComplianceMeasurement, ComplianceStatus } from './measure.ts';

/** In chronological order. */
export function measureIncident(context: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  return [
    ...measureAcknowledgement(context, now),
    ...measureUpdates(context, now),
    ...measureEmails(context, now),
    ...measureFixAndResolution(context, now),
    ...measureDisclosure(context, now),
    ...measureFollowUps(context, now),
  ];
}

interface Occurrence {
  readonly at?: Instant;
  readonly by?: 'git' | 'file';
  readonly status?: ComplianceStatus;
}

function createMeasurement(
  context: IncidentDeadlineContext,
  kind: MeasurementKind,
  what: string,
  dueWindow: DueWindow,
  came: Occurrence,
  now: Instant,
): ComplianceMeasurement {
  const { timeline, policy } = context;
  const clause = timeline.severity.clauses[kind] ?? policy.clauses[kind];
  const { at, by = 'file' } = came;
  const status = came.status ?? complianceStatusOf(dueWindow.late, at, now);
  const end = at ?? (status === 'unknown' ? undefined : now);
  return {
    kind,
    ...(clause !== undefined && { clause }),
    what,
    status: status,
    from: dueWindow.from.at,
    bound: dueWindow.late,
    given: dueWindow.late - dueWindow.from.at,
    ...(at !== undefined && { at }),
    ...(end !== undefined && { took: Math.max(0, end - dueWindow.from.at) }),
    by,
  };
}

/** Without a recorded time, the first update shows that it was not later; if that was too late, the result is unknown. */
function measureAcknowledgement(context: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const dueWindow = dueWindowOf('acknowledge', context);
  if (!dueWindow) return [];
  const recorded = context.timeline.incident.internal.acknowledged;
  const sign = findAcknowledgedAt(context.timeline);
  const unsure = recorded === undefined && sign !== undefined && sign > dueWindow.late;
  return [
    createMeasurement(
      context,
      'acknowledge',
      'Acknowledged',
      dueWindow,
      unsure ? { status: 'unknown' } : { at: recorded ?? sign },
      now,
    ),
  ];
}

/** The first update and each gap between updates, until the ending one. */
function measureUpdates(context: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const { customerUpdates } = context.timeline;
  const first = dueWindowOf('first-update', context);
  const measures = first
    ? [
        createMeasurement(
          context,
          'first-update',
          'First public update',
          first,
          occurrenceOf(customerUpdates[0]),
          now,
        ),
      ]
    : [];
  for (const [index, one] of customerUpdates.entries()) {
    const next = customerUpdates[index + 1];
    const isNextExpected = !isFinalPhase(one.update.phase) && !context.timeline.wasOverWhenDetected;
    const dueWindow = isNextExpected ? nextUpdateDueWindow(context.policy, one) : undefined;
    if (!dueWindow) continue;
    const what = next && isFinalPhase(next.update.phase) ? 'Resolved' : `Public update ${index + 2}`;
    measures.push(
      withSeverityClause(
        one,
        createMeasurement(context, 'next-update', what, dueWindow, occurrenceOf(next), now),
      ),
    );
  }
  return measures;
}

/** Uses the clause of the severity at the time of the update. */
function withSeverityClause(
  { severity }: CustomerUpdate,
  made: ComplianceMeasurement,
): ComplianceMeasurement {
  const clause = severity.clauses['next-update'] ?? made.clause;
  return clause === undefined ? made : { ...made, clause };
}

function occurrenceOf(customerUpdate: CustomerUpdate | undefined): Occurrence {
  return customerUpdate ? { at: customerUpdate.readableAt, by: customerUpdate.timeSource } : {};
}

/** Each e-mail counts from the previous one. If none is recorded, the result is unknown. */
function measureEmails(context: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const { timeline, evidence } = context;
  const time = timeline.severity['customer-email'];
  if (time === undefined || timeline.publicSince === undefined || timeline.wasOverWhenDetected) return [];
  const end = timeline.resolved ?? Infinity;
  const sent = customerEmailTimes(timeline, evidence).filter((at) => at >= timeline.publicSince!);
  const starts = [timeline.publicSince, ...sent.filter((at) => at < end)];
  return starts.flatMap((from, index) => {
    const dueWindow = dueWithin(context.policy, { at: from, what: '' }, time);
    const at = sent[index];
    if (at === undefined && dueWindow.late >= end) return [];
    const came: Occurrence = at !== undefined ? { at } : sent.length === 0 ? { status: 'unknown' } : {};
    return [
      createMeasurement(context, 'customer-email', `E-mail ${index + 1} to customers`, dueWindow, came, now),
    ];
  });
}

/** The fix within the SLA window, the monitoring time (V7.2) and the resolution. */
function measureFixAndResolution(context: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const { timeline, policy } = context;
  const { fixed, resolved, customerUpdates, incident } = timeline;
  const measures: ComplianceMeasurement[] = [];
  const fix = dueWindowOf('fix', context);
  if (fix)
    measures.push(
      createMeasurement(context, 'fix', 'Fix or rollback', fix, { at: fixed?.at ?? resolved }, now),
    );
  const isMonitored =
    fixed !== undefined && fixed.monitoredSince + (policy.monitoring ?? 0) > incident.detected;
  if (isMonitored && resolved !== undefined && policy.monitoring !== undefined) {
    const dueWindow = dueWithin(
      context.policy,
      { at: fixed.monitoredSince, what: 'the fix' },
      policy.monitoring,
    );
    const status = resolved >= dueWindow.late ? 'met' : 'too-short';
    measures.push(
      createMeasurement(
        context,
        'monitoring',
        'Watched after the fix',
        dueWindow,
        { at: resolved, status },
        now,
      ),
    );
  }
  const resolution = dueWindowOf('resolution', context);
  if (resolution) {
    const ending = findEndingUpdate(incident);
    const ended = customerUpdates.find(({ update }) => update === ending);
    measures.push(
      createMeasurement(
        context,
        'resolution',
        'Resolved after the fix',
        resolution,
        occurrenceOf(ended),
        now,
      ),
    );
  }
  return measures;
}

function measureDisclosure(context: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const dueWindow = dueWindowOf('disclosure', context);
  const { disclosed } = context.timeline.incident;
  const came = disclosed === undefined ? {} : { at: disclosed };
  return dueWindow ? [createMeasurement(context, 'disclosure', 'Disclosed', dueWindow, came, now)] : [];
}

function measureFollowUps(context: IncidentDeadlineContext, now: Instant): ComplianceMeasurement[] {
  const { timeline, evidence } = context;
  const { incident } = timeline;
  const summary = dueWindowOf('summary', context);
  const postmortemWindow = dueWindowOf('postmortem', context);
  const postmortem = evidence.postmortems?.get(incident.id);
  const isUnknown = !evidence.postmortems || (postmortem && postmortem.merged === undefined);
  const elsewhere =
    incident.postmortemApprovedAt === undefined ? undefined : { at: incident.postmortemApprovedAt };
  const came: Occurrence =
    (postmortem ? undefined : elsewhere) ??
    (isUnknown ? { status: 'unknown' } : { at: postmortem?.merged, by: 'git' });
  return [
    ...(summary
      ? [
          createMeasurement(
            context,
            'summary',
            'Executive summary',
            summary,
            { at: incident.internal.summary ?? evidence.summaries?.get(incident.id) },
            now,
          ),
        ]
      : []),
    ...(postmortemWindow
      ? [createMeasurement(context, 'postmortem', 'Postmortem', postmortemWindow, came, now)]
      : []),
  ];
}
