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
export function findWordingMatches(
  event: IncidentOrMaintenance,
  context: RuleContext,
): readonly LocatedWordingMatch[] {
  let known = matchCache.get(context);
  if (known === undefined) matchCache.set(context, (known = new WeakMap()));
  let matches = known.get(event);
  if (matches === undefined)
    known.set(event, (matches = [...findTitleMatches(event, context), ...findUpdateMatches(event, context)]));
  return matches;
}

function findTitleMatches(
  event: IncidentOrMaintenance,
  context: RuleContext,
): readonly LocatedWordingMatch[] {
  const kind = event.kind === 'maintenance' ? 'maintenance' : 'title';
  const matches = matchWording(event.title, createWordingContext(context, kind));
  if (matches.length === 0) return [];
  const field = locateField(event.source, ['title']);
  const within = event.source.text.slice(field.start, field.end).indexOf(event.title);
  if (within < 0) return matches.map((match) => ({ match, at: { field: ['title'] } }));
  return matches.map((match) => locateMatch(match, field.start + within));
}

function findUpdateMatches(
  event: IncidentOrMaintenance,
  context: RuleContext,
): readonly LocatedWordingMatch[] {
  return event.updates.flatMap(({ body, spans }, index) => {
    const late =
      event.kind === 'incident' ? severityAfter(context.policy, event, index)?.updates?.late : undefined;
    const cadence = late === undefined ? undefined : late / 60_000;
    return matchWording(body, createWordingContext(context, context.textKind ?? event.kind, cadence)).map(
      (match) => locateMatch(match, spans.body.start),
    );
  });
}

const locateMatch = (match: WordingMatch, offset: number): LocatedWordingMatch => ({
  match,
  at: { start: match.start + offset, end: match.end + offset },
  offset,
});

const contexts = new WeakMap<RuleContext, Map<string, WordingContext>>();

/** What the site and its policy say of words, as the engine takes it; one object for as long as the context lives. */
export function createWordingContext(
  context: RuleContext,
  kind: WordingKind,
  cadence?: number,
): WordingContext {
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
