import type { Instant } from '../time/instant.ts';
import { readYaml } from '../content/yaml.ts';
import type { Facts } from './evidence.ts';

/** A version of a policy file, and when it reached the published line. */
export interface PolicyVersion {
  readonly at: Instant;
  readonly text: string;
}

/** What in a policy file the SOP calls its tools, its roles and its processes (V15.1). */
const PARTS: Readonly<Record<keyof NonNullable<Facts['changed']>, readonly string[]>> = {
  tools: ['tools', 'channels'],
  roles: ['roles', 'responsible', 'required'],
  processes: ['steps', 'containment', 'verification', 'resolve', 'rollback', 'postmortem', 'summary'],
};

/** When each part last changed, from versions of the file, oldest first. Comments and order are no change; nor is the first version. */
export function policyChanges(versions: readonly PolicyVersion[]): NonNullable<Facts['changed']> {
  const changed: { -readonly [Part in keyof NonNullable<Facts['changed']>]: Instant } = {};
  let before: Readonly<Record<string, unknown>> | undefined;
  for (const { at, text } of versions) {
    const { data } = readYaml(text, 0);
    if (typeof data !== 'object' || data === null || Array.isArray(data)) continue;
    const now = data as Readonly<Record<string, unknown>>;
    for (const part of Object.keys(PARTS) as (keyof typeof PARTS)[]) {
      if (before && PARTS[part].some((key) => plain(before![key]) !== plain(now[key]))) changed[part] = at;
    }
    before = now;
  }
  return changed;
}

function plain(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) => {
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? ''
  );
}
