import type { Instant } from '../time/instant.ts';
import { parseYamlFile } from '../content/format-changes.ts';
import type { DeadlineEvidence } from './evidence.ts';

/** A version of a policy file, and when it reached the default branch. */
export interface PolicyVersion {
  readonly at: Instant;
  readonly text: string;
}

/** The policy keys behind the SOP's tools, roles and processes (V15.1). */
const PARTS: Readonly<Record<keyof NonNullable<DeadlineEvidence['policyChanges']>, readonly string[]>> = {
  tools: ['tools', 'channels'],
  roles: ['roles', 'owner-roles', 'required'],
  processes: ['steps', 'mitigation', 'verification', 'resolve', 'rollback', 'postmortem', 'summary'],
};

/** When each part last changed. Comments, key order and the first version don't count. @param versions oldest first */
export function findPolicyChanges(
  versions: readonly PolicyVersion[],
): NonNullable<DeadlineEvidence['policyChanges']> {
  const changed: { -readonly [Part in keyof typeof PARTS]?: Instant } = {};
  const open = new Set(Object.keys(PARTS) as (keyof typeof PARTS)[]);
  let after: { readonly at: Instant; readonly data: Readonly<Record<string, unknown>> } | undefined;
  // From the newest, because the others are not parsed once the last change of each part is known.
  for (const { at, text } of versions.toReversed()) {
    if (open.size === 0) break;
    const { data } = parseYamlFile({ path: 'policies/policy.yaml', text });
    if (typeof data !== 'object' || data === null || Array.isArray(data)) continue;
    const version = { at, data: data as Readonly<Record<string, unknown>> };
    for (const part of open) {
      if (!after || PARTS[part].every((key) => isSame(version.data[key], after!.data[key]))) continue;
      changed[part] = after.at;
      open.delete(part);
    }
    after = version;
  }
  return changed;
}

const isSame = (a: unknown, b: unknown): boolean => toCanonicalJson(a) === toCanonicalJson(b);

function toCanonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) => {
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? ''
  );
}
