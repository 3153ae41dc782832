import type { VisibilityFields } from './history.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy } from '../content/policy.ts';

/** Like `isPublic`, for a version in the history, by the current policy (V12.5). */
export function wasPublic(policy: Policy, version: VisibilityFields): boolean {
  if (version.drill || version.embargoed) return false;
  if (version.kind !== 'incident') return true;
  return version.severities.some((written) => {
    const severity = findSeverity(policy, written);
    if (severity === undefined || severity.public === 'never') return false;
    return severity.public === 'always' || version.customerFacing;
  });
}
