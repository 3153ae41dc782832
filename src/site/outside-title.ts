import { takenBackAt } from '../status/entry.ts';
import type { PublicEvent } from '../status/public-entry.ts';
import type { Messages } from './i18n/messages.ts';

/**
 * The title where Statuspage's format has no field for an event that was called off or withdrawn:
 * `Called off: Faster pages`.
 */
export function formatOutsideTitle(event: PublicEvent, { entry }: Messages): string {
  if (takenBackAt(event) === undefined) return event.title;
  return event.kind === 'incident' ? entry.withdrawnTitle(event.title) : entry.calledOffTitle(event.title);
}
