import { findUnfilledPlaceholders } from './detectors/placeholders.ts';
import type { PostmortemRule } from './engine/rule.ts';

const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const SUPPRESSION = /^<!--\s*allow\b/;

/** A finished postmortem has none of the draft's notes and placeholders (V8.3). */
export const postmortemNoReminders: PostmortemRule = {
  id: 'postmortem-no-reminders',
  clauses: ['V8.3', 'U3.6'],
  level: 'error',
  summary: 'a drafting note or a placeholder that was left in',
  appliesTo: 'postmortem',
  *check({ source, body }) {
    const text = source.text.slice(body.start, body.end);
    for (const { 0: comment, index } of text.matchAll(COMMENT)) {
      if (SUPPRESSION.test(comment)) continue;
      const start = body.start + index;
      const note = comment
        .replace(/^<!--|-->$/g, '')
        .replace(/\s+/g, ' ')
        .trim();
      const short = note.length > 80 ? `${note.slice(0, 80)}…` : note;
      yield {
        at: { start, end: start + Math.max(4, comment.split('\n', 1)[0]!.length) },
        message: `This drafting note was left in: "${short.replace(/\.$/, '')}".`,
        help: 'Answer it, then delete the comment.',
      };
    }
    const visible = text.replace(COMMENT, (comment) => comment.replace(/[^\n]/g, ' '));
    for (const left of findUnfilledPlaceholders(visible)) {
      const at = { start: body.start + left.start, end: body.start + left.end };
      yield {
        at,
        message: `"${left.text}" was not filled in.`,
        help: 'Write the text that belongs here, or delete it.',
      };
    }
  },
};
