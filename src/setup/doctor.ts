import type { Check, CheckState, Verdict } from './check.ts';
import { CHECKS_ACTIONS } from './checks-actions.ts';
import { CHECKS_HERE } from './checks-here.ts';
import { CHECKS_PEOPLE } from './checks-people.ts';
import { CHECKS_REPOSITORY } from './checks-repository.ts';
import type { Facts } from './doctor-facts.ts';

/** Every check, in the order in which a site comes to be. */
export const CHECKS: readonly Check[] = [
  ...CHECKS_HERE,
  ...CHECKS_REPOSITORY,
  ...CHECKS_ACTIONS,
  ...CHECKS_PEOPLE,
];

/** A check with what it came to. */
export interface Checked extends Verdict {
  readonly id: string;
  readonly what: string;
}

/** Makes every check. Pure: the facts were gathered before. */
export function examine(facts: Facts): Checked[] {
  return CHECKS.map(({ id, what, judge }) => ({ id, what, ...judge(facts) }));
}

/** How many came to each state. */
export function countStates(checked: readonly Checked[]): Record<CheckState, number> {
  const counts = { ok: 0, warn: 0, fail: 0, unknown: 0 };
  for (const { state } of checked) counts[state] += 1;
  return counts;
}
