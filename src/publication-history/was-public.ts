import type { VisibilityFields } from './history.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy } from '../content/policy.ts';

/** Whether customers saw a version, by the policy of today: as `isPublic` says of an entry (V12.5). */
export function wasPublic(policy: Policy, version: VisibilityFields): boolean {
  if (version.drill) return false;
  if (version.kind === 'maintenance') return true;
  return version.severities.some((written) => {
    const severity = findSeverity(policy, written);
    if (severity === undefined || severity.public === 'never') return false;
    return severity.public === 'always' || version.customerFacing;
  });
}
