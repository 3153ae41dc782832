import type { IncidentFileRule } from './engine/rule.ts';
import { findUnsafeMarkup } from './detectors/unsafe-markdown.ts';

/** An update contains nothing that runs code or that is loaded from another site. */
export const noUnsafeMarkdown: IncidentFileRule = {
  id: 'no-unsafe-markdown',
  clauses: [],
  level: 'error',
  summary: 'HTML, a link that runs code, or an image from another site',
  appliesTo: 'all',
  *check({ updates }) {
    for (const { body, spans } of updates) {
      for (const { start, end, message, help } of findUnsafeMarkup(body)) {
        yield { at: { start: spans.body.start + start, end: spans.body.start + end }, message, help };
      }
    }
  },
};
