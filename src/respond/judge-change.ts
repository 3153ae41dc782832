import { inOrder } from '../core/finding.ts';
import type { Finding } from '../core/finding.ts';
import type { Instant } from '../core/instant.ts';
import { parseIncident } from '../core/parse-incident.ts';
import { contextOf, lintEntry } from '../rules/lint.ts';
import type { Change } from './change.ts';
import type { World } from './world.ts';

/** What the validator says of a change's file, among all the others, and of no other file. */
export function judgeChange(
  { setting, entries }: World,
  { path, text, id }: Change,
  now: Instant,
): Finding[] {
  const parsed = parseIncident({ path, text }, setting.site.timezone);
  const entry = parsed.value ?? parsed.partial;
  if (!entry) return inOrder(parsed.findings);
  const all = [...entries.filter((other) => other.id !== id), entry];
  return inOrder([...parsed.findings, ...lintEntry(entry, contextOf(setting, all, now))]);
}
