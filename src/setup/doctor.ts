import type { DoctorCheck, CheckState, CheckOutcome } from './check.ts';
import { ACTIONS_CHECKS } from './checks-actions.ts';
import { LOCAL_CHECKS } from './checks-here.ts';
import { PEOPLE_CHECKS } from './checks-people.ts';
import { PLACE_CHECKS } from './checks-places.ts';
import { REPOSITORY_CHECKS } from './checks-repository.ts';
import type { DoctorContext } from './doctor-facts.ts';

/** Every check, in the order in which a site is set up. */
export const DOCTOR_CHECKS: readonly DoctorCheck[] = [
  ...LOCAL_CHECKS,
  ...REPOSITORY_CHECKS,
  ...ACTIONS_CHECKS,
  ...PLACE_CHECKS,
  ...PEOPLE_CHECKS,
];

export interface DoctorCheckResult extends CheckOutcome {
  readonly id: string;
  readonly what: string;
}

/** References to clauses of an SOP, in parentheses. */
const CLAUSES = / \((?:[A-Z]\d+\.\d+(?:, )?)+\)/g;

/** @param only the ids of the checks to run; all without it */
export function runDoctorChecks(facts: DoctorContext, only?: ReadonlySet<string>): DoctorCheckResult[] {
  const policy = facts.local.content.siteContext?.policy;
  const write = (text: string): string =>
    policy?.['clause-prefix'] === 'none' ? text.replace(CLAUSES, '') : text;
  return DOCTOR_CHECKS.filter(({ id }) => only?.has(id) ?? true).flatMap(({ id, what, run }) =>
    [run(facts)].flat().map((outcome) => ({
      ...{ id, what: write(what), ...outcome },
      ...{ found: write(outcome.found), fix: write(outcome.fix) },
    })),
  );
}

export function countCheckStates(checked: readonly DoctorCheckResult[]): Record<CheckState, number> {
  const counts = { ok: 0, warn: 0, fail: 0, unknown: 0 };
  for (const { state } of checked) counts[state] += 1;
  return counts;
}
