import { findLeftoverSyntax } from '../text/markdown-dialect.ts';
import { blankOutComments } from '../text/html-comments.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/** Customers never read Markdown source: what the page does not render is refused (V6.1). */
export const validMarkdown: IncidentFileRule = {
  id: 'valid-markdown',
  clauses: ['V6.1'],
  level: 'error',
  summary: 'Markdown that the page would show as it is written',
  appliesTo: 'all',
  *check({ updates }) {
    for (const { body, spans } of updates) {
      for (const { start, end, text, name, help, write } of findLeftoverSyntax(blankOutComments(body))) {
        const at = { start: spans.body.start + start, end: spans.body.start + end };
        yield {
          at,
          message: `${name} would be shown as it is written: "${shorten(text)}".`,
          help,
          ...(write !== undefined && { fix: { ...at, text: write } }),
        };
      }
    }
  },
};

function shorten(text: string): string {
  const line = text.replaceAll('\uFFFC', '…').split('\n', 1)[0]!;
  return line.length > 50 ? `${line.slice(0, 50)}…` : line;
}
