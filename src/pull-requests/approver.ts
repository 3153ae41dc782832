import { isEmbargoed } from '../content/incident.ts';
import type { Policy } from '../content/policy.ts';
import type { VersionPair } from './custom-wording.ts';

/**
 * The role that approves what changes: for a security incident that is under embargo, or was until this change, the one of the
 * policy's part `security`. Undefined if the policy says nothing about publishing.
 */
export function approverOf(
  { publishing, security }: Policy,
  changes: readonly VersionPair[],
): string | undefined {
  if (!publishing) return undefined;
  return changes.some(isSecurityChange) && security ? security.approver : publishing.approver;
}

/** Whether different roles approve parts of the change. */
export function hasSeveralApprovers(policy: Policy, changes: readonly VersionPair[]): boolean {
  return new Set(changes.map((change) => approverOf(policy, [change]))).size > 1;
}

function isSecurityChange({ before, after }: VersionPair): boolean {
  return before ? isEmbargoed(before) : after?.kind === 'incident' && after.security;
}
