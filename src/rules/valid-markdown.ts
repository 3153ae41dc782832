import { findMarkdownProblems } from './detectors/leftover-markdown.ts';
import { findShownMarkup } from './detectors/shown-markup.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/** Customers never read Markdown source: what the page does not render is refused (V6.1). */
export const validMarkdown: IncidentFileRule = {
  id: 'valid-markdown',
  clauses: ['V6.1'],
  level: 'error',
  summary: 'Markdown that the page would show as it is written',
  appliesTo: 'all',
  *check({ title, updates }) {
    const problem = findShownMarkup(title);
    if (problem) yield { at: { field: ['title'] }, ...problem };
    for (const { body, spans } of updates) {
      for (const { start, end, message, help, write } of findMarkdownProblems(body)) {
        const at = { start: spans.body.start + start, end: spans.body.start + end };
        yield { at, message, help, ...(write !== undefined && { fix: { ...at, text: write } }) };
      }
    }
  },
};
