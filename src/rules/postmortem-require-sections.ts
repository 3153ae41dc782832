import { findSection } from '../content/postmortem.ts';
import { findNearest } from '../text/did-you-mean.ts';
import { blankOutComments } from './detectors/strip-comments.ts';
import type { PostmortemRule } from './engine/rule.ts';

/** Every section that the policy asks of a review is there, and says something (V8.3, U3.6). */
export const postmortemRequireSections: PostmortemRule = {
  id: 'postmortem-require-sections',
  clauses: ['V8.3', 'U3.6'],
  level: 'error',
  summary: 'a postmortem without a section that the policy asks for, or with an empty one',
  appliesTo: 'postmortem',
  *check(postmortem, { policy }) {
    const wanted = policy.postmortem?.sections ?? [];
    const titles = postmortem.sections.map(({ title }) => title);
    for (const { title, question } of wanted) {
      const help = question === undefined ? '' : `It answers: ${question}.`;
      const section = findSection(postmortem, title);
      if (section && blankOutComments(section.body).trim() !== '') continue;
      if (section) {
        yield { at: section.spans.heading, message: `The section "${title}" is empty.`, help };
        continue;
      }
      const meant = findNearest(
        title,
        titles.filter((other) => !wanted.some((one) => one.title === other)),
      );
      const like = meant === undefined ? '' : ` "${meant}" is like it, and is no section of the policy.`;
      yield {
        at: { field: ['incident'], part: 'key' },
        message: `The section "${title}" is missing.${like}`,
        help: `Add "## ${title}". ${help}`.trim(),
      };
    }
  },
};
