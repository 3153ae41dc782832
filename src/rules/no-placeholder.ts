import { formatNameList } from '../templates/template.ts';
import { declaredComponentIds, componentNamesOf } from './detectors/component-names.ts';
import { findUnfilledPlaceholders } from './detectors/placeholders.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/** V5.1, V5.2. */
export const noPlaceholder: IncidentFileRule = {
  id: 'no-placeholder',
  clauses: ['V5.1', 'V5.2'],
  level: 'error',
  summary: 'an unfilled placeholder, or a note of the author',
  appliesTo: 'all',
  *check(event, context) {
    for (const [index, { body, spans }] of event.updates.entries()) {
      for (const left of findUnfilledPlaceholders(body)) {
        const at = { start: spans.body.start + left.start, end: spans.body.start + left.end };
        const names =
          left.placeholder === 'component'
            ? formatNameList(
                componentNamesOf(declaredComponentIds(event, index), context),
                context.words.locale,
              )
            : '';
        const impact = left.placeholder === 'specific impact';
        yield {
          at,
          message: `"${left.text}" was not filled in.`,
          help: impact
            ? 'Describe what customers notice, such as "failed payments".'
            : 'Write the text that belongs here, or delete it.',
          ...(impact && { clause: 'V5.2' }),
          ...(names !== '' && { fix: { ...at, text: names } }),
        };
      }
    }
  },
};
