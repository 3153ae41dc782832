import { findEndingUpdate, findMergingUpdate, statesAfterUpdate } from '../content/incident.ts';
import type { Incident, IncidentUpdate } from '../content/incident.ts';
import { isPublic } from '../content/policy.ts';
import { worseOf } from '../status/states.ts';
import { MINUTE } from '../time/duration.ts';
import { defineIncidentRule } from './engine/rule.ts';
import type { RuleContext, RuleViolation } from './engine/rule.ts';

/** An incident that was merged leads readers to another one, which goes on (V13.1). */
export const validMerge = defineIncidentRule({
  id: 'valid-merge',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'an incident that is merged into none, or into one that readers cannot follow',
  reads: 'other files',
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
    const problem = findProblem(incident, merging, mergedInto, context);
    if (problem) yield { at, ...problem };
  },
});

function findProblem(
  incident: Incident,
  merging: IncidentUpdate,
  id: string,
  { policy, findEvent }: RuleContext,
): Pick<RuleViolation, 'message' | 'help'> | undefined {
  const into = id === incident.id ? undefined : findEvent(id);
  const help = 'Write the file name of an incident that goes on, without .md.';
  if (into?.kind !== 'incident') return { message: `There is no other incident "${id}".`, help };
  if (findMergingUpdate(into)) return { message: `${id} is merged into another incident itself.`, help };
  if (isPublic(policy, incident) && !isPublic(policy, into))
    return { message: `${id} is not public, so that readers can't follow it.`, help };
  const ending = findEndingUpdate(into);
  if (ending && ending.at < merging.at) return { message: `${id} was over by then.`, help };
  const better = findBetterComponent(incident, merging, into);
  return better === undefined
    ? undefined
    : {
        message: `"${better}" looks better in ${id} than it was here.`,
        help: `Affect it in ${id} as much, with an update of the same time: npx candor incident merge writes both.`,
      };
}

/** Both files get their update in the same minute, or nearly so. */
const SAME_TIME = 5 * MINUTE;

/** A component that was affected, and is less so in the other incident from then on. */
function findBetterComponent(
  incident: Incident,
  merging: IncidentUpdate,
  into: Incident,
): string | undefined {
  const own = statesAfterUpdate(incident, incident.updates.indexOf(merging) - 1);
  const first = into.updates.findLastIndex(({ at }) => at <= merging.at - SAME_TIME);
  const later = into.updates.slice(first + 1).map((_, index) => statesAfterUpdate(into, first + 1 + index));
  const all = [statesAfterUpdate(into, first), ...later];
  return Object.keys(own).find((id) => {
    const worst = all.map((states) => states[id] ?? 'operational').reduce(worseOf);
    return worseOf(worst, own[id]!) !== worst;
  });
}
