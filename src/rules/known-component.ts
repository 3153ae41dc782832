import { locateField } from '../content/front-matter.ts';
import { nearest, didYouMean, oneOf } from '../text/did-you-mean.ts';
import type { Span } from '../content/source.ts';
import { componentNames } from './detectors/component-names.ts';
import type { Complaint, EntryRule, RuleContext, Target } from './engine/rule.ts';

/** A component is one of `components/`: its name fills the templates and its page shows the outage (V5.1). */
export const knownComponent: EntryRule = {
  id: 'known-component',
  clauses: ['V5.1'],
  level: 'error',
  summary: 'a component without a file in components/',
  judges: 'both',
  essential: true,
  *check(entry, context) {
    const { byId } = componentNames(context);
    for (const id of Object.keys(entry.components)) {
      if (byId.has(id)) continue;
      const at = { field: ['components', id], part: 'key' } as const;
      yield unknown(id, at, context, () => locateField(entry.source, at.field, at.part));
    }
    for (const { affects, spans } of entry.updates) {
      for (const id of Object.keys(affects ?? {})) {
        if (byId.has(id) || !spans.affects) continue;
        const span = wordIn(entry.source.text, spans.affects, id);
        yield unknown(id, span, context, () => span);
      }
    }
  },
};

function unknown(written: string, at: Target, context: RuleContext, locate: () => Span): Complaint {
  const { byId, idOfName } = componentNames(context);
  const ids = [...byId.keys()];
  const meant = idOfName.get(written.toLowerCase()) ?? nearest(written, ids);
  const did = meant === undefined ? didYouMean(written, ids) : ` Did you mean "${meant}"?`;
  return {
    at,
    message: `There is no component "${written}".${did}`,
    help:
      ids.length === 0
        ? `Describe it in components/${written}.md.`
        : `Known components: ${oneOf(ids)}. A new one needs a file in components/.`,
    ...(meant !== undefined && { fix: { ...locate(), text: meant } }),
  };
}

function wordIn(text: string, within: Span, word: string): Span {
  let at = within.start;
  for (const item of text.slice(within.start, within.end).split(',')) {
    const lead = item.length - item.trimStart().length;
    if (item.trim().split(/\s/, 1)[0] === word) return { start: at + lead, end: at + lead + word.length };
    at += item.length + 1;
  }
  return within;
}
