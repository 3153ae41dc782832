import { inOrder } from '../content/finding.ts';
import type { Finding } from '../content/finding.ts';
import type { History } from '../publication-history/history.ts';
import { historyOfBase, withProposal } from '../publication-history/with-branch.ts';
import type { Base } from '../publication-history/with-branch.ts';
import type { Instant } from '../time/instant.ts';
import { parseIncident } from '../content/parse-incident.ts';
import type { Source } from '../content/source.ts';
import { lintEntry } from '../rules/engine/lint.ts';
import type { Change } from './change.ts';
import type { Published, World } from './context.ts';
import { contextOf } from '../rules/engine/context.ts';

/** What the validator says of a change's file, among all the others and against what is published; of no other file. */
export function judgeChange(world: World, { path, text, id }: Change, now: Instant): Finding[] {
  const { setting, entries, published } = world;
  const parsed = parseIncident({ path, text }, setting.site.timezone);
  const entry = parsed.value ?? parsed.partial;
  if (!entry) return inOrder(parsed.findings);
  const all = [...entries.filter((other) => other.id !== id), entry];
  return inOrder([
    ...parsed.findings,
    ...lintEntry(entry, contextOf(setting, all, now, published && proposed(published, { path, text }, now))),
  ]);
}

/** Git's word on the file: what is published of it, and what this would add, as if it were published now (V6.4). */
function proposed({ commit, at, incidents }: Published, source: Source, now: Instant): History {
  const before = incidents.find(({ path }) => path === source.path);
  const base: Base = {
    commit,
    at,
    paths: new Set(incidents.map(({ path }) => path)),
    changed: new Map(before ? [[before.path, before]] : []),
  };
  return withProposal(historyOfBase(base), base, [source], now);
}
