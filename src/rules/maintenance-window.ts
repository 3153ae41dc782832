import { sayDuration } from '../time/duration.ts';
import { affectedAfter, endingUpdate } from '../content/incident.ts';
import type { Maintenance } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { namesOf } from './detectors/component-names.ts';
import { maintenanceRule } from './engine/rule.ts';
import type { Complaint, RuleContext } from './engine/rule.ts';

const CALLED_OFF = /cancel|postpone|called off|moved to|will not take place|rescheduled/i;

/** Planned work is announced in time, keeps to its window, and leaves nothing affected (V13.1). */
export const maintenanceWindow = maintenanceRule({
  id: 'maintenance-window',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'planned work announced too late, begun too early, or closed while something is affected',
  *check(maintenance, context) {
    yield* announcement(maintenance, context);
    yield* begun(maintenance, context);
    const ending = endingUpdate(maintenance);
    if (!ending) return;
    const states = affectedAfter(maintenance, maintenance.updates.indexOf(ending));
    const affected = Object.keys(states).filter((id) => states[id] !== 'operational');
    if (affected.length === 0) return;
    yield {
      at: ending.spans.affects ?? ending.spans.phase,
      message: `Completed while ${namesOf(affected, context).join(' and ')} is still affected.`,
      help: 'It is completed once everything works; what is left over is an incident.',
    };
  },
});

function* announcement(
  { notice, starts, updates }: Maintenance,
  { policy }: RuleContext,
): Iterable<Complaint> {
  const first = updates.find(({ wrote }) => wrote === 'scheduled');
  if (!first) return;
  const before = notice ?? policy.maintenance?.notice ?? 0;
  if (first.at <= starts - before && first.at < starts) return;
  const ahead = starts - first.at;
  yield {
    at: first.spans.time,
    message:
      ahead > 0
        ? `Announced ${sayDuration(ahead)} before it starts; expected ${sayDuration(before)}.`
        : `Announced at ${formatInstant(first.at)}, when it had started (${formatInstant(starts)}).`,
    help:
      ahead > 0
        ? `Move "starts" to ${formatInstant(first.at + before)} or later, or state a shorter "notice" on purpose.`
        : 'What was not announced is no planned work: report it as an incident.',
  };
}

function* begun({ starts, updates }: Maintenance, { policy }: RuleContext): Iterable<Complaint> {
  const early = starts - (policy.timestamps?.tolerance ?? 0);
  for (const { at, wrote, body, spans } of updates) {
    if (wrote === 'update' || wrote === 'scheduled' || at >= early) continue;
    if (wrote === 'completed' && CALLED_OFF.test(body)) continue;
    yield {
      at: spans.time,
      message: `"${wrote}" at ${formatInstant(at)}, before the window opens (${formatInstant(starts)}).`,
      help: 'Keep to the time that customers were told, or announce the new one first and correct "starts".',
    };
  }
}
