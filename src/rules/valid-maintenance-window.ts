import { formatDuration } from '../time/duration.ts';
import { statesAfterUpdate, findEndingUpdate } from '../content/incident.ts';
import type { Maintenance } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { componentNamesOf } from './detectors/component-names.ts';
import { defineMaintenanceRule } from './engine/rule.ts';
import type { RuleViolation, RuleContext } from './engine/rule.ts';

const CALLED_OFF = /cancel|postpone|called off|moved to|will not take place|rescheduled/i;

/** Planned work is announced in time, keeps to its window, and leaves nothing affected (V13.1). */
export const validMaintenanceWindow = defineMaintenanceRule({
  id: 'valid-maintenance-window',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'planned work announced too late, begun too early, or closed while something is affected',
  *check(maintenance, context) {
    yield* checkNotice(maintenance, context);
    yield* checkStart(maintenance, context);
    const ending = findEndingUpdate(maintenance);
    if (!ending) return;
    const states = statesAfterUpdate(maintenance, maintenance.updates.indexOf(ending));
    const affected = Object.keys(states).filter((id) => states[id] !== 'operational');
    if (affected.length === 0) return;
    yield {
      at: ending.spans.affects ?? ending.spans.phase,
      message: `Completed while ${componentNamesOf(affected, context).join(' and ')} is still affected.`,
      help: 'It is completed once everything works; what is left over is an incident.',
    };
  },
});

function* checkNotice(
  { notice, starts, updates }: Maintenance,
  { policy }: RuleContext,
): Iterable<RuleViolation> {
  const first = updates.find(({ writtenPhase }) => writtenPhase === 'scheduled');
  if (!first) return;
  const before = notice ?? policy.maintenance?.notice ?? 0;
  if (first.at <= starts - before && first.at < starts) return;
  const ahead = starts - first.at;
  yield {
    at: first.spans.time,
    message:
      ahead > 0
        ? `Announced ${formatDuration(ahead)} before it starts; expected ${formatDuration(before)}.`
        : `Announced at ${formatInstant(first.at)}, when it had started (${formatInstant(starts)}).`,
    help:
      ahead > 0
        ? `Move "starts" to ${formatInstant(first.at + before)} or later, or state a shorter "notice" on purpose.`
        : 'What was not announced is no planned work: report it as an incident.',
  };
}

function* checkStart({ starts, updates }: Maintenance, { policy }: RuleContext): Iterable<RuleViolation> {
  const early = starts - (policy.timestamps?.tolerance ?? 0);
  for (const { at, writtenPhase, body, spans } of updates) {
    if (writtenPhase === 'update' || writtenPhase === 'scheduled' || at >= early) continue;
    if (writtenPhase === 'completed' && CALLED_OFF.test(body)) continue;
    yield {
      at: spans.time,
      message: `"${writtenPhase}" at ${formatInstant(at)}, before the window opens (${formatInstant(starts)}).`,
      help: 'Keep to the time that customers were told, or announce the new one first and correct "starts".',
    };
  }
}
