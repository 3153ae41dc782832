import type { Phase, IncidentUpdate } from '../content/incident.ts';
import { isFinalPhase } from '../content/incident.ts';
import { MAINTENANCE_PHASES } from '../content/schema/incident.ts';
import type { RuleViolation, IncidentFileRule } from './engine/rule.ts';

/**
 * Phases follow each other as things can happen. Going back before the end is honest; after the end an incident begins
 * again from its first phase, and a maintenance doesn't.
 */
export const validPhaseOrder: IncidentFileRule = {
  id: 'valid-phase-order',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'phases in an order that can not have happened',
  appliesTo: 'both',
  *check(event) {
    let previous: IncidentUpdate | undefined;
    for (const update of event.updates) {
      const problem = previous
        ? event.kind === 'incident'
          ? findIncidentPhaseProblem(previous, update)
          : findMaintenancePhaseProblem(previous, update)
        : findFirstPhaseProblem(update);
      if (problem) yield { at: update.spans.phase, ...problem };
      previous = update;
    }
  },
};

type PhaseProblem = Pick<RuleViolation, 'message' | 'help'>;

function findFirstPhaseProblem({ writtenPhase, phase }: IncidentUpdate): PhaseProblem | undefined {
  if (writtenPhase !== 'update') return undefined;
  return {
    message: 'The first update has no phase to keep.',
    help: `Write a phase instead of "update", such as "${phase}".`,
  };
}

function findIncidentPhaseProblem(
  previous: IncidentUpdate,
  { writtenPhase }: IncidentUpdate,
): PhaseProblem | undefined {
  if (!isFinalPhase(previous.phase) || writtenPhase === 'update' || writtenPhase === 'investigating')
    return undefined;
  if (writtenPhase === 'resolved') {
    return {
      message: 'This incident is resolved already.',
      help: 'Write "update" to add something afterwards, or "investigating" first if it began again.',
    };
  }
  return {
    message: `"${writtenPhase}" comes after "resolved".`,
    help: 'An incident that begins again begins with "investigating"; write "update" if it has not.',
  };
}

function findMaintenancePhaseProblem(
  previous: IncidentUpdate,
  { writtenPhase }: IncidentUpdate,
): PhaseProblem | undefined {
  if (writtenPhase === 'update') return undefined;
  if (isFinalPhase(previous.phase)) {
    return {
      message: `"${writtenPhase}" comes after "completed".`,
      help: 'Write "update" to add something afterwards, or plan another maintenance in a file of its own.',
    };
  }
  if (writtenPhase !== 'scheduled' || rank(previous.phase) <= rank('scheduled')) return undefined;
  return {
    message: `"scheduled" comes after "${previous.phase}".`,
    help: 'What has begun is no longer planned; plan another maintenance in a file of its own.',
  };
}

function rank(phase: Phase): number {
  return (MAINTENANCE_PHASES as readonly Phase[]).indexOf(phase);
}
