import { PUBLIC_SUMMARY, findSection } from '../content/postmortem.ts';
import { findMarkdownProblems } from './detectors/leftover-markdown.ts';
import { findUnsafeMarkup } from './detectors/unsafe-markdown.ts';
import type { PostmortemRule } from './engine/rule.ts';

/** Customers never read Markdown source or HTML in a public summary (V6.1, V8.4). */
export const postmortemValidMarkdown: PostmortemRule = {
  id: 'postmortem-valid-markdown',
  clauses: ['V6.1', 'V8.4'],
  level: 'error',
  summary: 'Markdown or HTML in a public summary that the page would show as it is written',
  appliesTo: 'postmortem',
  *check(postmortem) {
    const section = findSection(postmortem, PUBLIC_SUMMARY);
    if (!section || !postmortem.publish) return;
    const { start: offset } = section.spans.body;
    for (const { start, end, message, help } of [
      ...findUnsafeMarkup(section.body),
      ...findMarkdownProblems(section.body),
    ])
      yield { at: { start: offset + start, end: offset + end }, message, help };
  },
};
