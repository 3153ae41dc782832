import type { Instant } from '../time/instant.ts';
import type { Obligation } from './deadline.ts';
import type { IncidentTimeline } from './timeline.ts';
import { createObligation, dueWithin } from './obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from './obligation.ts';

/** Somebody has taken it up: within a time of detection (V1.1, U3.2). */
export function acknowledgeObligation(context: IncidentDeadlineContext): Obligation | undefined {
  const { timeline } = context;
  const dueWindow = acknowledgeDueWindow(timeline);
  if (!dueWindow || timeline.resolved !== undefined || findAcknowledgedAt(timeline) !== undefined)
    return undefined;
  return createObligation(context, 'acknowledge', dueWindow, { awaits: 'Acknowledgement', key: 'detected' });
}

/** Counts for the severity that it was logged with: whoever raises it later has taken it up. */
export function acknowledgeDueWindow({ severityPeriods }: IncidentTimeline): DueWindow | undefined {
  const { since, severity } = severityPeriods[0];
  return severity.acknowledge === undefined
    ? undefined
    : dueWithin({ at: since, what: 'detection' }, severity.acknowledge);
}

/** When it was taken up: as recorded; failing that, the first thing that somebody wrote about it proves that it was. */
export function findAcknowledgedAt({ incident }: IncidentTimeline): Instant | undefined {
  const { acknowledged, updates = [], fixed } = incident.internal;
  if (acknowledged !== undefined) return acknowledged;
  const signs = [
    ...incident.updates.map((update) => update.at),
    ...updates,
    ...(fixed === undefined ? [] : [fixed]),
  ];
  return signs.length === 0 ? undefined : signs.reduce((a, b) => Math.min(a, b));
}
