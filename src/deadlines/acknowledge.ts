import type { Instant } from '../core/instant.ts';
import type { Wait } from './deadline.ts';
import { demandingSince } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { waitOf, within } from './wait.ts';
import type { Bound, Judged } from './wait.ts';

/** Somebody has taken it up: within a time of detection, or of when it became this severe (V1.1, U3.2). */
export function acknowledge(judged: Judged): Wait | undefined {
  const { timeline } = judged;
  const bound = acknowledgeBound(timeline);
  if (!bound || timeline.resolved !== undefined || acknowledgedAt(timeline) !== undefined) return undefined;
  return waitOf(judged, 'acknowledge', bound, { awaits: 'Acknowledgement', key: timeline.severity.key });
}

export function acknowledgeBound({ epochs, severity }: Timeline): Bound | undefined {
  if (severity.acknowledge === undefined) return undefined;
  const since = demandingSince(epochs, (one) => one.acknowledge);
  return within({ at: since, what: sinceWords(since, epochs) }, severity.acknowledge);
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

/** What a severity counts from, in words. */
export function sinceWords(since: Instant, epochs: Timeline['epochs']): string {
  return since === epochs[0].since ? 'detection' : `the severity of ${epochs.at(-1)!.severity.name}`;
}
