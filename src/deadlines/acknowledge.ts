import type { Instant } from '../time/instant.ts';
import type { Wait } from './deadline.ts';
import type { Timeline } from './timeline.ts';
import { waitOf, within } from './obligation.ts';
import type { Bound, Judged } from './obligation.ts';

/** Somebody has taken it up: within a time of detection (V1.1, U3.2). */
export function acknowledge(judged: Judged): Wait | undefined {
  const { timeline } = judged;
  const bound = acknowledgeBound(timeline);
  if (!bound || timeline.resolved !== undefined || acknowledgedAt(timeline) !== undefined) return undefined;
  return waitOf(judged, 'acknowledge', bound, { awaits: 'Acknowledgement', key: 'detected' });
}

/** Counts for the severity that it was logged with: whoever raises it later has taken it up. */
export function acknowledgeBound({ epochs }: Timeline): Bound | undefined {
  const { since, severity } = epochs[0];
  return severity.acknowledge === undefined
    ? undefined
    : within({ at: since, what: 'detection' }, severity.acknowledge);
}

/** When it was taken up: as recorded; failing that, the first thing that somebody wrote about it proves that it was. */
export function acknowledgedAt({ incident }: Timeline): Instant | undefined {
  const { acknowledged, updates = [], fixed } = incident.internal;
  if (acknowledged !== undefined) return acknowledged;
  const signs = [
    ...incident.updates.map((update) => update.at),
    ...updates,
    ...(fixed === undefined ? [] : [fixed]),
  ];
  return signs.length === 0 ? undefined : signs.reduce((a, b) => Math.min(a, b));
}
