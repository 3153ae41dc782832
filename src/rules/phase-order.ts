import type { Phase, Update } from '../content/incident.ts';
import { isEnd } from '../content/incident.ts';
import { MAINTENANCE_PHASES } from '../content/schema/incident.ts';
import type { Complaint, EntryRule } from './engine/rule.ts';

/**
 * Phases follow each other as things can happen. Going back before the end is honest; after the end an incident begins
 * again from its first phase, and a maintenance doesn't.
 */
export const phaseOrder: EntryRule = {
  id: 'phase-order',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'phases in an order that can not have happened',
  judges: 'both',
  *check(entry) {
    let previous: Update | undefined;
    for (const update of entry.updates) {
      const fault = previous
        ? entry.kind === 'incident'
          ? incidentFault(previous, update)
          : maintenanceFault(previous, update)
        : firstFault(update);
      if (fault) yield { at: update.spans.phase, ...fault };
      previous = update;
    }
  },
};

type Fault = Pick<Complaint, 'message' | 'help'>;

function firstFault({ wrote, phase }: Update): Fault | undefined {
  if (wrote !== 'update') return undefined;
  return {
    message: 'The first update has no phase to keep.',
    help: `Write a phase instead of "update", such as "${phase}".`,
  };
}

function incidentFault(previous: Update, { wrote }: Update): Fault | undefined {
  if (!isEnd(previous.phase) || wrote === 'update' || wrote === 'investigating') return undefined;
  if (wrote === 'resolved') {
    return {
      message: 'This incident is resolved already.',
      help: 'Write "update" to add something afterwards, or "investigating" first if it began again.',
    };
  }
  return {
    message: `"${wrote}" comes after "resolved".`,
    help: 'An incident that begins again begins with "investigating"; write "update" if it has not.',
  };
}

function maintenanceFault(previous: Update, { wrote }: Update): Fault | undefined {
  if (wrote === 'update') return undefined;
  if (isEnd(previous.phase)) {
    return {
      message: `"${wrote}" comes after "completed".`,
      help: 'Write "update" to add something afterwards, or plan another maintenance in a file of its own.',
    };
  }
  if (wrote !== 'scheduled' || rank(previous.phase) <= rank('scheduled')) return undefined;
  return {
    message: `"scheduled" comes after "${previous.phase}".`,
    help: 'What has begun is no longer planned; plan another maintenance in a file of its own.',
  };
}

function rank(phase: Phase): number {
  return (MAINTENANCE_PHASES as readonly Phase[]).indexOf(phase);
}
