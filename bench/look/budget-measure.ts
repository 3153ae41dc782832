/** One figure beside what it may be. */
export interface BudgetResult {
  readonly name: string;
  readonly actual: string;
  readonly allowed: string;
  readonly passed: boolean;
  /** What is at fault, line by line. */
  readonly failures?: readonly string[];
}

/** A figure that may be no more than so many. */
export function checkMaximum(name: string, found: number, allowed: number, unit = ''): BudgetResult {
  const say = (count: number): string => `${count.toLocaleString('en-GB')}${unit}`;
  return { name, actual: say(found), allowed: `≤ ${say(allowed)}`, passed: found <= allowed };
}

/** Faults of which there may be none. */
export function checkNone(name: string, failures: readonly string[], of: string): BudgetResult {
  return {
    name,
    actual: `${failures.length} in ${of}`,
    allowed: '0',
    passed: failures.length === 0,
    failures,
  };
}

/** A site built for measuring. */
export interface BuiltSite {
  readonly name: string;
  readonly dist: string;
  /** The path in its address: `/status`, or nothing. */
  readonly base: string;
}
