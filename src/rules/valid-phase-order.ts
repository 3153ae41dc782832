import type { Phase, IncidentUpdate } from '../content/incident.ts';
import { isFinalPhase } from '../content/incident.ts';
import { MAINTENANCE_PHASES } from '../content/schema/incident.ts';
import type { RuleViolation, IncidentFileRule } from './engine/rule.ts';

/**
 * Going back to an earlier phase is allowed before the end. After the end an incident can only restart with
 * "investigating"; maintenance and notices can't restart.
 */
export const validPhaseOrder: IncidentFileRule = {
  id: 'valid-phase-order',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'phases in an impossible order',
  appliesTo: 'all',
  *check(event) {
    let previous: IncidentUpdate | undefined;
    for (const update of event.updates) {
      const problem = previous
        ? PROBLEM_FINDERS[event.kind](previous, update)
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
    message: 'The first update needs a phase; "update" keeps the phase of the update before.',
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
      message: `This incident is already ${previous.phase}.`,
      help: 'Write "update" to add information, or "investigating" first if the problem came back.',
    };
  }
  return {
    message: `"${writtenPhase}" comes after "${previous.phase}".`,
    help: 'If the problem came back, write "investigating" first; otherwise write "update".',
  };
}

function findMaintenancePhaseProblem(
  previous: IncidentUpdate,
  { writtenPhase }: IncidentUpdate,
): PhaseProblem | undefined {
  if (writtenPhase === 'update') return undefined;
  if (isFinalPhase(previous.phase)) {
    return {
      message: `"${writtenPhase}" comes after "${previous.phase}".`,
      help: 'Write "update" to add information, or plan another maintenance in a new file.',
    };
  }
  if (writtenPhase !== 'scheduled' || rank(previous.phase) <= rank('scheduled')) return undefined;
  return {
    message: `"scheduled" comes after "${previous.phase}".`,
    help: 'This maintenance has already begun; plan another one in a new file.',
  };
}

function findNoticePhaseProblem(
  previous: IncidentUpdate,
  { writtenPhase }: IncidentUpdate,
): PhaseProblem | undefined {
  if (writtenPhase === 'update' || !isFinalPhase(previous.phase)) return undefined;
  return {
    message: `"${writtenPhase}" comes after "ended".`,
    help: 'Write "update" to add information, or write another notice in a new file.',
  };
}

const PROBLEM_FINDERS = {
  incident: findIncidentPhaseProblem,
  maintenance: findMaintenancePhaseProblem,
  notice: findNoticePhaseProblem,
} as const;

function rank(phase: Phase): number {
  return (MAINTENANCE_PHASES as readonly Phase[]).indexOf(phase);
}
