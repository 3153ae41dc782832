import { calledOffAt } from '../status/entry.ts';
import type { PublicEvent } from '../status/public-entry.ts';
import type { Messages } from './i18n/messages.ts';

/** The title where Statuspage's format has no field for a maintenance that was called off: `Called off: Faster pages`. */
export function formatOutsideTitle(event: PublicEvent, { entry }: Messages): string {
  return calledOffAt(event) === undefined ? event.title : entry.calledOffTitle(event.title);
}
