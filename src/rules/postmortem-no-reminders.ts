import { findUnfilledPlaceholders } from './detectors/placeholders.ts';
import type { PostmortemRule } from './engine/rule.ts';
import { blankOutComments, findComments } from '../text/html-comments.ts';

const SUPPRESSION = /^\s*allow\b/;

/** A finished postmortem has none of the draft's notes and placeholders (V8.3). */
export const postmortemNoReminders: PostmortemRule = {
  id: 'postmortem-no-reminders',
  clauses: ['V8.3', 'U3.6'],
  level: 'error',
  summary: 'a drafting note or a placeholder that was left in',
  appliesTo: 'postmortem',
  *check({ source, body }) {
    const text = source.text.slice(body.start, body.end);
    for (const comment of findComments(text)) {
      if (SUPPRESSION.test(comment.inner)) continue;
      const start = body.start + comment.start;
      const note = comment.inner.replace(/\s+/g, ' ').trim();
      const short = note.length > 80 ? `${note.slice(0, 80)}…` : note;
      const [line] = text.slice(comment.start, comment.end).split('\n', 1);
      yield {
        at: { start, end: start + Math.max(4, line!.length) },
        message: `This drafting note was left in: "${short.replace(/\.$/, '')}".`,
        help: 'Answer it, then delete the comment.',
      };
    }
    for (const left of findUnfilledPlaceholders(blankOutComments(text))) {
      const at = { start: body.start + left.start, end: body.start + left.end };
      yield {
        at,
        message: `"${left.text}" was not filled in.`,
        help: 'Write the text that belongs here, or delete it.',
      };
    }
  },
};
