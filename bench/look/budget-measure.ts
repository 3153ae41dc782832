export interface BudgetResult {
  readonly name: string;
  readonly actual: string;
  readonly allowed: string;
  readonly passed: boolean;
  readonly failures?: readonly string[];
}

export function checkMaximum(name: string, found: number, allowed: number, unit = ''): BudgetResult {
  const format = (count: number): string => `${count.toLocaleString('en-GB')}${unit}`;
  return { name, actual: format(found), allowed: `≤ ${format(allowed)}`, passed: found <= allowed };
}

export function checkNone(name: string, failures: readonly string[], of: string): BudgetResult {
  return {
    name,
    actual: `${failures.length} in ${of}`,
    allowed: '0',
    passed: failures.length === 0,
    failures,
  };
}

export interface BuiltSite {
  readonly name: string;
  readonly dist: string;
  /** The base path: `/status`, or empty. */
  readonly base: string;
}
