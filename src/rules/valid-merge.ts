import { findMergingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import { isPublic } from '../content/policy.ts';
import { defineIncidentRule } from './engine/rule.ts';
import type { RuleContext, RuleViolation } from './engine/rule.ts';

/** An incident that was merged leads readers to another one, which goes on (V13.1). */
export const validMerge = defineIncidentRule({
  id: 'valid-merge',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'an incident that is merged into none, or into one that readers cannot follow',
  *check(incident, context) {
    const { mergedInto } = incident;
    const merging = findMergingUpdate(incident);
    if (mergedInto === undefined) {
      if (merging)
        yield {
          at: merging.spans.phase,
          message: 'This update merges the incident, but "merged-into" is missing.',
          help: 'Add merged-into: and the file name of the other incident, without .md.',
        };
      return;
    }
    const at = { field: ['merged-into'] };
    if (!merging) {
      yield {
        at,
        message:
          'There is "merged-into", but the incident does not end with an update of the phase "merged".',
        help: 'Add that update, or remove "merged-into".',
      };
      return;
    }
    const problem = findProblem(incident, mergedInto, context);
    if (problem) yield { at, ...problem };
  },
});

function findProblem(
  incident: Incident,
  id: string,
  { policy, findEvent }: RuleContext,
): Pick<RuleViolation, 'message' | 'help'> | undefined {
  const into = id === incident.id ? undefined : findEvent(id);
  const help = 'Write the file name of an incident that goes on, without .md.';
  if (into?.kind !== 'incident') return { message: `There is no other incident "${id}".`, help };
  if (findMergingUpdate(into)) return { message: `${id} is merged into another incident itself.`, help };
  return isPublic(policy, incident) && !isPublic(policy, into)
    ? { message: `${id} is not public, so that readers can't follow it.`, help }
    : undefined;
}
