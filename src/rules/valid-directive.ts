import { replaceCodeSpans } from '../text/code-spans.ts';
import { findDirectiveLines } from './detectors/directive-lines.ts';
import { blankOutComments } from '../text/html-comments.ts';
import { blankOutFences } from './detectors/unsafe-markdown.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/** `Affects:` and `Severity:` change the page only directly below a heading (V3.1). */
export const validDirective: IncidentFileRule = {
  id: 'valid-directive',
  clauses: ['V3.1'],
  level: 'error',
  summary: 'a line that looks like "Affects:" or "Severity:" but is published as text',
  appliesTo: 'all',
  *check(event, context) {
    for (const { affects, severity, body, spans } of event.updates) {
      const text = replaceCodeSpans(blankOutComments(blankOutFences(body)), (code) =>
        code.replace(/[^\n]/g, ' '),
      );
      for (const { start, end, text: written, write } of findDirectiveLines(text, context)) {
        const isFirst = text.slice(0, start).trim() === '';
        const isTaken = (write.startsWith('Affects') ? affects : severity) !== undefined;
        const at = { start: spans.body.start + start, end: spans.body.start + end };
        const before = body.slice(0, start).trimEnd();
        yield {
          at,
          message: `"${shorten(written)}" is published as text and changes nothing.`,
          help: isTaken
            ? `The update has such a line already: write all of it in that one, such as "${write}".`
            : isFirst
              ? `Write "${write}".`
              : `Write "${write}" directly below the heading, before the text.`,
          ...(!isTaken && {
            fix: isFirst
              ? { ...at, text: write }
              : { start: spans.body.start, end: at.end, text: `${write}\n\n${before}` },
          }),
        };
      }
    }
  },
};

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
