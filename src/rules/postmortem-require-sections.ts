import { postmortemSettingsOf } from '../content/postmortem-settings.ts';
import { findSection } from '../content/postmortem.ts';
import { findNearest } from '../text/did-you-mean.ts';
import { blankOutComments } from '../text/html-comments.ts';
import type { PostmortemRule } from './engine/rule.ts';

/** V8.3, U3.6. */
export const postmortemRequireSections: PostmortemRule = {
  id: 'postmortem-require-sections',
  clauses: ['V8.3', 'U3.6'],
  level: 'error',
  summary: 'a postmortem without a section that the policy requires, or with an empty one',
  appliesTo: 'postmortem',
  *check(postmortem, { policy, incident }) {
    const settings = incident ? postmortemSettingsOf(policy, incident) : policy.postmortem;
    const required = settings?.sections ?? [];
    const titles = postmortem.sections.map(({ title }) => title);
    for (const { title, question } of required) {
      const help = question === undefined ? '' : `It answers: ${question}.`;
      const section = findSection(postmortem, title);
      if (section && blankOutComments(section.body).trim() !== '') continue;
      if (section) {
        yield { at: section.spans.heading, message: `The section "${title}" is empty.`, help };
        continue;
      }
      const meant = findNearest(
        title,
        titles.filter((other) => !required.some((one) => one.title === other)),
      );
      const hint = meant === undefined ? '' : ` "${meant}" is similar, but the policy has no such section.`;
      yield {
        at: { field: ['incident'], part: 'key' },
        message: `The section "${title}" is missing.${hint}`,
        help: `Add "## ${title}". ${help}`.trim(),
      };
    }
  },
};
