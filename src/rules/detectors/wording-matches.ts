import { locateField } from '../../content/front-matter.ts';
import type { IncidentOrMaintenance } from '../../content/incident.ts';
import { severityAfter } from '../../content/policy.ts';
import type { WordingContext, WordingKind } from '../../wording/context.ts';
import type { WordingMatch } from '../../wording/hit.ts';
import { matchWording } from '../../wording/judge.ts';
import type { RuleContext, RuleTarget } from '../engine/rule.ts';

/** What the wording engine said of an entry, and where that stands in its file. */
export interface LocatedWordingMatch {
  readonly match: WordingMatch;
  readonly at: RuleTarget;
  /** How far the hit's own offsets are from those of the file; absent where the two can't be laid side by side. */
  readonly offset?: number;
}

const matchCache = new WeakMap<RuleContext, WeakMap<IncidentOrMaintenance, readonly LocatedWordingMatch[]>>();

/** Every hit in the title and the updates of an entry; worked out once for all rules that ask. */
export function findWordingMatches(entry: IncidentOrMaintenance, context: RuleContext): readonly LocatedWordingMatch[] {
  let known = matchCache.get(context);
  if (known === undefined) matchCache.set(context, (known = new WeakMap()));
  let hits = known.get(entry);
  if (hits === undefined)
    known.set(entry, (hits = [...findTitleMatches(entry, context), ...findUpdateMatches(entry, context)]));
  return hits;
}

function findTitleMatches(entry: IncidentOrMaintenance, context: RuleContext): readonly LocatedWordingMatch[] {
  const kind = entry.kind === 'maintenance' ? 'maintenance' : 'title';
  const hits = matchWording(entry.title, createWordingContext(context, kind));
  if (hits.length === 0) return [];
  const field = locateField(entry.source, ['title']);
  const within = entry.source.text.slice(field.start, field.end).indexOf(entry.title);
  if (within < 0) return hits.map((hit) => ({ hit, at: { field: ['title'] } }));
  return hits.map((hit) => locateMatch(hit, field.start + within));
}

function findUpdateMatches(entry: IncidentOrMaintenance, context: RuleContext): readonly LocatedWordingMatch[] {
  return entry.updates.flatMap(({ body, spans }, index) => {
    const late =
      entry.kind === 'incident' ? severityAfter(context.policy, entry, index)?.updates?.late : undefined;
    const cadence = late === undefined ? undefined : late / 60_000;
    return matchWording(body, createWordingContext(context, context.textKind ?? entry.kind, cadence)).map((hit) =>
      locateMatch(hit, spans.body.start),
    );
  });
}

const locateMatch = (hit: WordingMatch, offset: number): LocatedWordingMatch => ({
  match: hit,
  at: { start: hit.start + offset, end: hit.end + offset },
  offset,
});

const contexts = new WeakMap<RuleContext, Map<string, WordingContext>>();

/** What the site and its policy say of words, as the engine takes it; one object for as long as the context lives. */
export function createWordingContext(context: RuleContext, kind: WordingKind, cadence?: number): WordingContext {
  let known = contexts.get(context);
  if (known === undefined) contexts.set(context, (known = new Map()));
  const key = `${kind} ${cadence}`;
  let words = known.get(key);
  if (words === undefined) {
    const { site, policy, components } = context;
    const parts = components.flatMap(({ name, group }) => [name, ...(group === undefined ? [] : [group])]);
    const severities = Object.values(policy.severities);
    words = {
      kind,
      names: [...new Set([site.name, ...parts])],
      suppliers: site.suppliers,
      glossary: Object.entries(policy.wording.glossary).map(([term, plain]) =>
        typeof plain === 'string' ? { term, say: plain } : { term, ...plain },
      ),
      allowed: Object.entries(policy.wording.allow).map(([term, reason]) => ({ term, reason })),
      templates: [policy, ...severities].flatMap(({ templates }) => Object.values(templates)),
      ...(cadence !== undefined && { cadence }),
    };
    known.set(key, words);
  }
  return words;
}
