import { formatInstant } from '../time/instant.ts';
import type { Obligation } from './deadline.ts';
import type { CustomerUpdate } from './timeline.ts';
import { dueBetween, createObligation } from './obligation.ts';
import type { DueWindow, IncidentDeadlineContext } from './obligation.ts';

/** Customers hear again: due at the cadence's lower bound, late at its upper one (V12.2, V12.4). */
export function nextUpdateObligation(context: IncidentDeadlineContext): Obligation | undefined {
  const { timeline } = context;
  const last = timeline.customerUpdates.at(-1);
  const dueWindow = last && nextUpdateDueWindow(last);
  if (!dueWindow || timeline.resolved !== undefined) return undefined;
  return createObligation(context, 'next-update', dueWindow, {
    awaits: 'Next public update',
    key: last.update.id,
  });
}

/** When the update after this one is awaited; undefined where the severity has no cadence, or it was the last. */
export function nextUpdateDueWindow({
  countedFrom,
  update,
  severity,
}: CustomerUpdate): DueWindow | undefined {
  if (!severity.updates) return undefined;
  const dueWindow = dueBetween(
    { at: countedFrom, what: 'the last public update' },
    severity.updates.due,
    severity.updates.late,
  );
  if (countedFrom === update.at) return dueWindow;
  const what = countedFrom > update.at ? 'before' : 'after';
  const note = `The last update says ${formatInstant(update.at)}, which is ${what} ${formatInstant(countedFrom)}, from which it counts.`;
  return { ...dueWindow, note: dueWindow.note === undefined ? note : `${dueWindow.note} ${note}` };
}
