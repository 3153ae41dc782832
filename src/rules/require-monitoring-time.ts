import { MINUTE, formatDuration } from '../time/duration.ts';
import { findEndingUpdate, wasOverWhenDetected } from '../content/incident.ts';
import type { Incident, IncidentUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { defineIncidentRule } from './engine/rule.ts';
import type { RuleViolation } from './engine/rule.ts';

/** The fix is monitored for the policy's time before the incident is resolved (V7.2). */
export const requireMonitoringTime = defineIncidentRule({
  id: 'require-monitoring-time',
  clauses: ['V7.2'],
  level: 'error',
  summary: 'an incident resolved before the monitoring time was over',
  *check(incident, { policy }) {
    if (policy.monitoring === undefined) return;
    const ending = findEndingUpdate(incident);
    for (const [index, update] of incident.updates.entries()) {
      if (update.writtenPhase !== 'resolved') continue;
      const fixed = update === ending ? incident.internal.fixed : undefined;
      const over = update === ending && wasOverWhenDetected(incident) ? incident.ended : undefined;
      const from = fixed ?? over ?? monitoringSince(incident, index);
      if (from === undefined) {
        if (!policy.resolve.fix) yield unknownFixTime(update, policy.monitoring);
        continue;
      }
      const earliest = from + policy.monitoring;
      if (from > update.at || Math.floor(update.at / MINUTE) >= Math.floor(earliest / MINUTE)) continue;
      const since = fixed === undefined ? 'monitoring began' : 'the fix';
      yield {
        at: update.spans.time,
        message: `Resolved ${formatDuration(update.at - from)} after ${since} (${formatInstant(from)}); the policy requires ${formatDuration(policy.monitoring)}.`,
        help: `Resolve it at ${formatInstant(earliest)} or later. Until then, post a "monitoring" update.`,
      };
    }
  },
});

/** When the monitoring before update number `index` began. */
function monitoringSince({ updates }: Incident, index: number): number | undefined {
  let since: number | undefined;
  for (let at = index - 1; at >= 0 && updates[at]!.phase === 'monitoring'; at -= 1) since = updates[at]!.at;
  return since;
}

function unknownFixTime(update: IncidentUpdate, monitoring: number): RuleViolation {
  return {
    at: update.spans.phase,
    message: `Resolved without a time for the fix; the policy requires ${formatDuration(monitoring)} of monitoring after it.`,
    help: 'Add internal: fixed: with the time when the fix was in production.',
  };
}
