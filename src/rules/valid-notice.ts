import { DAY, formatDuration } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/** Where the policy has no `notices.longest`: a quarter. */
const DEFAULT_LONGEST = 92 * DAY;

/** A notice that stays for ever is read by no one, and hides the one that matters (V13.1). */
export const validNotice: IncidentFileRule = {
  id: 'valid-notice',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'a notice that the page shows for longer than the policy allows',
  appliesTo: 'notice',
  *check(event, { policy }) {
    if (event.kind !== 'notice') return;
    const { starts, ends } = event;
    const longest = policy.notices.longest ?? DEFAULT_LONGEST;
    if (ends - starts <= longest) return;
    yield {
      at: { field: ['ends'] },
      message: `The page would show this notice for ${formatDuration(ends - starts)}; expected at most ${formatDuration(longest)}.`,
      help: `Write "ends: ${formatInstant(starts + longest)}" or earlier. What stays true for longer belongs on a page of its own.`,
    };
  },
};
