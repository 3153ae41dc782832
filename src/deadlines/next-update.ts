import { formatInstant } from '../time/instant.ts';
import type { Wait } from './deadline.ts';
import type { Told } from './timeline.ts';
import { between, waitOf } from './obligation.ts';
import type { Bound, Judged } from './obligation.ts';

/** Customers hear again: due at the cadence's lower bound, late at its upper one (V12.2, V12.4). */
export function nextUpdate(judged: Judged): Wait | undefined {
  const { timeline } = judged;
  const last = timeline.told.at(-1);
  const bound = last && nextUpdateBound(last);
  if (!bound || timeline.resolved !== undefined) return undefined;
  return waitOf(judged, 'next-update', bound, { awaits: 'Next public update', key: last.update.id });
}

/** When the update after this one is awaited; undefined where the severity has no cadence, or it was the last. */
export function nextUpdateBound({ base, update, severity }: Told): Bound | undefined {
  if (!severity.updates) return undefined;
  const bound = between(
    { at: base, what: 'the last public update' },
    severity.updates.due,
    severity.updates.late,
  );
  if (base === update.at) return bound;
  const what = base > update.at ? 'before' : 'after';
  const note = `The last update says ${formatInstant(update.at)}, which is ${what} ${formatInstant(base)}, from which it counts.`;
  return { ...bound, note: bound.note === undefined ? note : `${bound.note} ${note}` };
}
