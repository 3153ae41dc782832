import { averageLength } from '../../time/working-time.ts';
import { locateField } from '../../content/front-matter.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { severityAfter } from '../../content/policy.ts';
import type { Audience, WordingContext, WordingKind } from '../../wording/context.ts';
import type { WordingMatch } from '../../wording/match.ts';
import { languageLexicon } from '../../wording/languages.ts';
import { matchWording } from '../../wording/match-wording.ts';
import type { RuleContext, RuleTarget } from '../engine/rule.ts';
import { declaredComponentIds, indexComponentNames } from './component-names.ts';

export interface LocatedWordingMatch {
  readonly match: WordingMatch;
  readonly at: RuleTarget;
  /** Add it to the match's offsets to get those of the file; absent where YAML escapes make them differ. */
  readonly offset?: number;
}

const matchCache = new WeakMap<RuleContext, WeakMap<StatusEvent, readonly LocatedWordingMatch[]>>();

/** All wording matches in the title and the updates, cached for all wording rules. */
export function findWordingMatches(event: StatusEvent, context: RuleContext): readonly LocatedWordingMatch[] {
  let cached = matchCache.get(context);
  if (cached === undefined) matchCache.set(context, (cached = new WeakMap()));
  let matches = cached.get(event);
  if (matches === undefined)
    cached.set(
      event,
      (matches = [...findTitleMatches(event, context), ...findUpdateMatches(event, context)]),
    );
  return matches;
}

function findTitleMatches(event: StatusEvent, context: RuleContext): readonly LocatedWordingMatch[] {
  const kind = event.kind === 'incident' ? 'title' : event.kind;
  const audience = audienceAt(event, event.updates.length - 1, context);
  const matches = findInText(event.title, context, kind, { audience });
  if (matches.length === 0) return [];
  const field = locateField(event.source, ['title']);
  const within = event.source.text.slice(field.start, field.end).indexOf(event.title);
  if (within < 0) return matches.map((match) => ({ match, at: { field: ['title'] } }));
  return matches.map((match) => locateMatch(match, field.start + within));
}

function findUpdateMatches(event: StatusEvent, context: RuleContext): readonly LocatedWordingMatch[] {
  return event.updates.flatMap(({ body, spans }, index) => {
    const late =
      event.kind === 'incident' ? severityAfter(context.policy, event, index)?.updates?.late : undefined;
    const cadence = late === undefined ? undefined : averageLength(late) / 60_000;
    const kind = context.textKind ?? event.kind;
    const options = {
      audience: audienceAt(event, index, context),
      ...(cadence !== undefined && { cadence }),
    };
    return findInText(body, context, kind, options).map((match) => locateMatch(match, spans.body.start));
  });
}

/**
 * In the language of the page. The lexicon of another language than English has the core of the rules; the terms of the company are
 * found in every language.
 */
function findInText(
  text: string,
  context: RuleContext,
  kind: WordingKind,
  options: WordingOptions,
): readonly WordingMatch[] {
  const wording = createWordingContext(context, kind, options);
  const matches = matchWording(text, wording);
  if (context.words.language === 'en') return matches;
  const own = matches.filter(({ entry }) => entry.startsWith('glossary:'));
  const lexicon = languageLexicon(context.words.language);
  if (lexicon === undefined) return own;
  const found = matchWording(text, wording, lexicon).filter(({ entry }) => !entry.startsWith('glossary:'));
  return [...own, ...found].toSorted((a, b) => a.start - b.start);
}

const locateMatch = (match: WordingMatch, offset: number): LocatedWordingMatch => ({
  match,
  at: { start: match.start + offset, end: match.end + offset },
  offset,
});

const contexts = new WeakMap<RuleContext, Map<string, WordingContext>>();

/** From readers who know the fewest technical words to those who know the most. */
const KNOWLEDGE: readonly Audience[] = ['customers', 'researchers', 'developers'];

const audienceOf = ({ audience = 'customers' }: RuleContext['site']): Audience => audience;

/** Who reads an update: of the audiences of the affected components, the one that knows the fewest technical words. */
function audienceAt(event: StatusEvent, index: number, context: RuleContext): Audience {
  const { byId } = indexComponentNames(context);
  const audiences = declaredComponentIds(event, index).map(
    (id) => byId.get(id)?.audience ?? audienceOf(context.site),
  );
  return KNOWLEDGE.find((audience) => audiences.includes(audience)) ?? audienceOf(context.site);
}

interface WordingOptions {
  readonly audience?: Audience;
  /** In minutes. */
  readonly cadence?: number;
}

/** The wording options of a site and its policy. Cached, since the engine caches by this object. */
export function createWordingContext(
  context: RuleContext,
  kind: WordingKind,
  { audience = audienceOf(context.site), cadence }: WordingOptions = {},
): WordingContext {
  let cached = contexts.get(context);
  if (cached === undefined) contexts.set(context, (cached = new Map()));
  const key = `${kind} ${audience} ${cadence}`;
  let wording = cached.get(key);
  if (wording === undefined) {
    const { site, policy, components } = context;
    const parts = components.flatMap(({ name, group, aliases }) => [
      name,
      ...aliases,
      ...(group === undefined ? [] : [group]),
    ]);
    const severities = Object.values(policy.severities);
    wording = {
      kind,
      names: [...new Set([site.name, ...parts])],
      audience,
      packs: site['word-packs'],
      terms: site.terms,
      suppliers: site.suppliers,
      glossary: Object.entries(policy.wording.glossary).map(([term, plain]) =>
        typeof plain === 'string' ? { term, say: plain } : { term, ...plain },
      ),
      allowed: Object.entries(policy.wording.allow).map(([term, reason]) => ({ term, reason })),
      templates: [
        ...[policy, ...severities].flatMap(({ templates }) => Object.values(templates)),
        ...Object.values(policy.maintenance?.templates ?? {}),
        ...Object.values(policy.notices.templates).flatMap(({ title, text }) => [title, text]),
      ],
      ...(cadence !== undefined && { cadence }),
    };
    cached.set(key, wording);
  }
  return wording;
}
