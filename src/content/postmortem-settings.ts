import type { Incident } from './incident.ts';
import { findSeverity } from './policy.ts';
import type { Policy } from './policy.ts';

export type PostmortemSettings = NonNullable<Policy['postmortem']>;

/** What the policy asks of an incident's postmortem, by the most severe severity that it ever had (V8.1 to V8.3). */
export function postmortemSettingsOf(policy: Policy, incident: Incident): PostmortemSettings | undefined {
  const { postmortem, severities } = policy;
  if (!postmortem) return undefined;
  const written = [incident.severity, ...incident.updates.flatMap(({ severity }) => severity ?? [])];
  const keys = written.map((severity) => findSeverity(policy, severity)?.key);
  const gravest = Object.keys(severities).find((key) => keys.includes(key));
  const own = gravest === undefined ? undefined : postmortem['by-severity'][gravest];
  if (!own) return postmortem;
  const { due = postmortem.due, sections = postmortem.sections, approvals = postmortem.approvals } = own;
  return { ...postmortem, due, sections, approvals };
}

/** The roles that approve the postmortem of some severity, without duplicates. */
export function postmortemApproversOf({ postmortem }: Policy): string[] {
  if (!postmortem) return [];
  const all = [postmortem, ...Object.values(postmortem['by-severity'])];
  return [...new Set(all.flatMap(({ approvals = [] }) => approvals.map(({ role }) => role)))];
}
