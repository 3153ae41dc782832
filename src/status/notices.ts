import type { EventView } from './entry.ts';
import type { TimeSpan } from './time-span.ts';

/** When the page shows a notice, without what is over at the view's time. */
export function noticePeriod({ when, from, to }: EventView): TimeSpan {
  return { ...(when === 'upcoming' && { from }), ...(to !== undefined && { to }) };
}
