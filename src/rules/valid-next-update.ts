import { severityAfter } from '../content/policy.ts';
import { updateIntervalOf } from '../content/update-interval.ts';
import { formatDuration } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import { averageLength } from '../time/working-time.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** The writer of an update may promise when the next one comes, within what the policy allows (V12.2). */
export const validNextUpdate = defineIncidentRule({
  id: 'valid-next-update',
  clauses: ['V12.2', 'V12.4'],
  level: 'error',
  summary: 'a promised next update before the update itself, or later than the policy allows',
  *check(incident, { policy }) {
    for (const [index, { at, nextUpdate, phase, spans }] of incident.updates.entries()) {
      if (nextUpdate === undefined) continue;
      const span = spans.nextUpdate!;
      if (nextUpdate <= at) {
        yield {
          at: span,
          message: `The next update is promised for ${formatInstant(nextUpdate)}, but this one is of ${formatInstant(at)}.`,
          help: 'Write a time after this update.',
        };
        continue;
      }
      const updates = severityAfter(policy, incident, index)?.updates;
      if (!updates) continue;
      const { late } = updateIntervalOf(updates, phase, Math.max(0, at - incident.detected));
      const longest = updates['longest-promise'] ?? averageLength(late);
      if (nextUpdate - at <= longest) continue;
      yield {
        at: span,
        message: `The next update is promised ${formatDuration(nextUpdate - at)} after this one; the policy allows ${formatDuration(longest)}.`,
        help: `Write ${formatInstant(at + longest)} or earlier.`,
      };
    }
  },
});
