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
  const isApart = changes.some(({ before, after }) =>
    before ? isEmbargoed(before) : after?.kind === 'incident' && after.security,
  );
  return isApart && security ? security.approver : publishing.approver;
}
