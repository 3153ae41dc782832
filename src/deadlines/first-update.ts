import type { Wait } from './deadline.ts';
import type { Timeline } from './timeline.ts';
import { waitOf, within } from './obligation.ts';
import type { Bound, Judged } from './obligation.ts';

/** Customers hear for the first time: within a time of detection (V12.1, V12.4). */
export function firstUpdate(judged: Judged): Wait | undefined {
  const { timeline } = judged;
  const bound = firstUpdateBound(timeline);
  if (!bound || timeline.resolved !== undefined || timeline.told.length > 0) return undefined;
  return waitOf(judged, 'first-update', bound, { awaits: 'First public update', key: timeline.severity.key });
}

/** Counts for the severity that the first update was written under, or that it now has. */
export function firstUpdateBound({ publicSince, told, incident, severity }: Timeline): Bound | undefined {
  const time = (told[0]?.severity ?? severity)['first-update'];
  if (publicSince === undefined || time === undefined) return undefined;
  const what = publicSince === incident.detected ? 'detection' : 'when it came onto the page';
  return within({ at: publicSince, what }, time);
}
