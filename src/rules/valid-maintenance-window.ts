import { formatDuration } from '../time/duration.ts';
import { statesAfterUpdate, findEndingUpdate } from '../content/incident.ts';
import type { Maintenance } from '../content/incident.ts';
import { calledOffWords } from '../content/words/written-words.ts';
import { formatInstant } from '../time/instant.ts';
import { componentNamesOf } from './detectors/component-names.ts';
import { includesBeginning } from './detectors/word-beginnings.ts';
import { defineMaintenanceRule } from './engine/rule.ts';
import type { RuleViolation, RuleContext } from './engine/rule.ts';

/** V13.1. */
export const validMaintenanceWindow = defineMaintenanceRule({
  id: 'valid-maintenance-window',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'maintenance announced too late, begun too early, or completed while a component is affected',
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
      help: 'Complete the maintenance once everything works; report remaining problems as an incident.',
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
        ? `Announced ${formatDuration(ahead)} before it starts; expected at least ${formatDuration(before)}.`
        : `Announced at ${formatInstant(first.at)}, after it had started (${formatInstant(starts)}).`,
    help:
      ahead > 0
        ? `Move "starts" to ${formatInstant(first.at + before)} or later, or add a shorter "notice" on purpose.`
        : 'Maintenance must be announced before it starts; report unplanned work as an incident.',
  };
}

function* checkStart(
  { starts, updates }: Maintenance,
  { policy, words }: RuleContext,
): Iterable<RuleViolation> {
  const early = starts - (policy.timestamps?.tolerance ?? 0);
  for (const { at, writtenPhase, body, spans } of updates) {
    if (writtenPhase === 'update' || writtenPhase === 'scheduled' || at >= early) continue;
    if (writtenPhase === 'cancelled') continue;
    if (writtenPhase === 'completed' && includesBeginning(body, calledOffWords(words))) continue;
    yield {
      at: spans.time,
      message: `"${writtenPhase}" at ${formatInstant(at)}, before the window opens (${formatInstant(starts)}).`,
      help:
        writtenPhase === 'completed'
          ? 'If the work will not take place, write "cancelled". Otherwise complete it after it has started.'
          : 'Keep to the announced time, or announce the new one first and change "starts" (by the command: --starts now).',
    };
  }
}
