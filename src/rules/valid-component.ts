import { locateField } from '../content/front-matter.ts';
import { findNearest, formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { StatusEvent } from '../content/incident.ts';
import { KEY_PATTERN } from '../content/schema/fields.ts';
import { createCalendar } from '../time/calendar.ts';
import type { Day } from '../time/calendar.ts';
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
      yield unknownComponentViolation(id, at, context, event, () =>
        locateField(event.source, at.field, at.part),
      );
    }
    for (const { affects, spans } of event.updates) {
      for (const id of Object.keys(affects ?? {})) {
        // One finding is enough, unless the id is misspelt in one place.
        if (byId.has(id) || unknown.has(id) || !spans.affects) continue;
        unknown.add(id);
        const span = findWord(event.source.text, spans.affects, id);
        yield unknownComponentViolation(id, span, context, event, () => span);
      }
    }
  },
};

function dayOfStart(event: StatusEvent, context: RuleContext): Day {
  const start = event.kind === 'incident' ? event.started : event.starts;
  return createCalendar(context.site.timezone).dayOf(start);
}

function unknownComponentViolation(
  written: string,
  at: RuleTarget,
  context: RuleContext,
  event: StatusEvent,
  locate: () => TextSpan,
): RuleViolation {
  const { byId, idOfName } = indexComponentNames(context);
  const ids = [...new Set([...byId.values()].map(({ id }) => id))];
  const named = idOfName.get(written.toLowerCase());
  const meant = named ?? findNearest(written, ids);
  const isFileName = named === undefined && KEY_PATTERN.test(written);
  const did = meant === undefined ? formatDidYouMean(written, ids) : ` Did you mean "${meant}"?`;
  return {
    at,
    message: `There is no component "${written}".${did}`,
    help:
      ids.length === 0
        ? `Describe it in components/${written}.md.`
        : `Known components: ${formatAlternatives(ids)}. A new one needs a file in components/.${isFileName ? adviseOnRemoval(written, dayOfStart(event, context)) : ''}`,
    ...(meant !== undefined && { fix: { ...locate(), text: meant } }),
  };
}

/** A published incident must not be changed because a component is given up or renamed. */
function adviseOnRemoval(id: string, day: Day): string {
  return ` If the file components/${id}.md was deleted: restore it and add the line "retired: ${day}" or a later day. If it was renamed: add "formerly: [${id}]" to the file with the new name.`;
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
