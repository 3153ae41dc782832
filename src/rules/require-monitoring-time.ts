import { MINUTE, formatDuration } from '../time/duration.ts';
import { findEndingUpdate } from '../content/incident.ts';
import type { Incident, IncidentUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { defineIncidentRule } from './engine/rule.ts';
import type { RuleViolation } from './engine/rule.ts';

/** The fix is watched as long as the policy asks before the incident is called resolved (V7.2). */
export const requireMonitoringTime = defineIncidentRule({
  id: 'require-monitoring-time',
  clauses: ['V7.2'],
  level: 'error',
  summary: 'resolved sooner after the fix than the policy lets it be watched',
  *check(incident, { policy }) {
    if (policy.monitoring === undefined) return;
    const ending = findEndingUpdate(incident);
    for (const [index, update] of incident.updates.entries()) {
      if (update.writtenPhase !== 'resolved') continue;
      const fixed = update === ending ? incident.internal.fixed : undefined;
      const from = fixed ?? watchedSince(incident, index);
      if (from === undefined) {
        if (!policy.resolve.fix) yield unknownFix(update, policy.monitoring);
        continue;
      }
      const earliest = from + policy.monitoring;
      if (from > update.at || Math.floor(update.at / MINUTE) >= Math.floor(earliest / MINUTE)) continue;
      const since = fixed === undefined ? 'monitoring began' : 'the fix';
      yield {
        at: update.spans.time,
        message: `Resolved ${formatDuration(update.at - from)} after ${since} (${formatInstant(from)}); the policy asks for ${formatDuration(policy.monitoring)}.`,
        help: `The earliest time is ${formatInstant(earliest)}. Until then, post an update that says monitoring.`,
      };
    }
  },
});

/** When the monitoring that leads to update number `index` began. */
function watchedSince({ updates }: Incident, index: number): number | undefined {
  let since: number | undefined;
  for (let at = index - 1; at >= 0 && updates[at]!.phase === 'monitoring'; at -= 1) since = updates[at]!.at;
  return since;
}

function unknownFix(update: IncidentUpdate, monitoring: number): RuleViolation {
  return {
    at: update.spans.phase,
    message: `Resolved, and nothing says when it was fixed; the policy asks for ${formatDuration(monitoring)} of monitoring.`,
    help: 'Write internal: fixed: with the time at which the fix was in production.',
  };
}
