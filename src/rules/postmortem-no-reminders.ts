import { findUnfilledPlaceholders } from './detectors/placeholders.ts';
import type { PostmortemRule } from './engine/rule.ts';

const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const SUPPRESSION = /^<!--\s*allow\b/;

/** What the draft reminds of is gone when the review is written (V8.3). */
export const postmortemNoReminders: PostmortemRule = {
  id: 'postmortem-no-reminders',
  clauses: ['V8.3', 'U3.6'],
  level: 'error',
  summary: 'a reminder of the draft, or a place that nobody filled',
  appliesTo: 'postmortem',
  *check({ source, body }) {
    const text = source.text.slice(body.start, body.end);
    for (const { 0: comment, index } of text.matchAll(COMMENT)) {
      if (SUPPRESSION.test(comment)) continue;
      const start = body.start + index;
      const said = comment
        .replace(/^<!--|-->$/g, '')
        .replace(/\s+/g, ' ')
        .trim();
      const short = said.length > 80 ? `${said.slice(0, 80)}…` : said;
      yield {
        at: { start, end: start + Math.max(4, comment.split('\n', 1)[0]!.length) },
        message: `A reminder of the draft is left: "${short.replace(/\.$/, '')}".`,
        help: 'Write what it asks for, then delete it.',
      };
    }
    const visible = text.replace(COMMENT, (comment) => comment.replace(/[^\n]/g, ' '));
    for (const left of findUnfilledPlaceholders(visible)) {
      const at = { start: body.start + left.start, end: body.start + left.end };
      yield {
        at,
        message: `"${left.text}" was left to be filled.`,
        help: 'Write what belongs here, or delete it.',
      };
    }
  },
};
