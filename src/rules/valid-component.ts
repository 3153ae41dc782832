import { locateField } from '../content/front-matter.ts';
import { findNearest, formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { TextSpan } from '../content/source.ts';
import { indexComponentNames } from './detectors/component-names.ts';
import type { RuleViolation, IncidentFileRule, RuleContext, RuleTarget } from './engine/rule.ts';

/** The component's file gives the name in templates and the page that shows the outage (V5.1). */
export const validComponent: IncidentFileRule = {
  id: 'valid-component',
  clauses: ['V5.1'],
  level: 'error',
  summary: 'a component without a file in components/',
  appliesTo: 'all',
  essential: true,
  *check(event, context) {
    const { byId } = indexComponentNames(context);
    const unknown = new Set<string>();
    for (const id of Object.keys(event.components)) {
      if (byId.has(id)) continue;
      unknown.add(id);
      const at = { field: ['components', id], part: 'key' } as const;
      yield unknownComponentViolation(id, at, context, () => locateField(event.source, at.field, at.part));
    }
    for (const { affects, spans } of event.updates) {
      for (const id of Object.keys(affects ?? {})) {
        // One finding is enough, unless the id is misspelt in one place.
        if (byId.has(id) || unknown.has(id) || !spans.affects) continue;
        unknown.add(id);
        const span = findWord(event.source.text, spans.affects, id);
        yield unknownComponentViolation(id, span, context, () => span);
      }
    }
  },
};

function unknownComponentViolation(
  written: string,
  at: RuleTarget,
  context: RuleContext,
  locate: () => TextSpan,
): RuleViolation {
  const { byId, idOfName } = indexComponentNames(context);
  const ids = [...new Set([...byId.values()].map(({ id }) => id))];
  const meant = idOfName.get(written.toLowerCase()) ?? findNearest(written, ids);
  const did = meant === undefined ? formatDidYouMean(written, ids) : ` Did you mean "${meant}"?`;
  return {
    at,
    message: `There is no component "${written}".${did}`,
    help:
      ids.length === 0
        ? `Describe it in components/${written}.md.`
        : `Known components: ${formatAlternatives(ids)}. A new one needs a file in components/.${meant === undefined ? ` If components/${written}.md was there before: restore it with "retired: DATE", or write "formerly: [${written}]" in the file that replaces it.` : ''}`,
    ...(meant !== undefined && { fix: { ...locate(), text: meant } }),
  };
}

function findWord(text: string, within: TextSpan, word: string): TextSpan {
  let at = within.start;
  for (const item of text.slice(within.start, within.end).split(',')) {
    const lead = item.length - item.trimStart().length;
    if (item.trim().split(/\s/, 1)[0] === word) return { start: at + lead, end: at + lead + word.length };
    at += item.length + 1;
  }
  return within;
}
