import { PUBLIC_SUMMARY, findSection } from '../content/postmortem.ts';
import { isPublic } from '../content/policy.ts';
import { blankOutComments } from './detectors/strip-comments.ts';
import type { PostmortemRule } from './engine/rule.ts';

/** What is published of a review is there, has its time, and is of an incident that customers saw (V8.4). */
export const postmortemValidPublicSummary: PostmortemRule = {
  id: 'postmortem-valid-public-summary',
  clauses: ['V8.4', 'U3.6'],
  level: 'error',
  summary: 'a review that is published without a summary for customers, or without its time',
  appliesTo: 'postmortem',
  *check(postmortem, { policy, incident }) {
    const { publish, published } = postmortem;
    const section = findSection(postmortem, PUBLIC_SUMMARY);
    if (!publish) return;
    if (published === undefined) {
      const message = 'It is published, and does not say since when.';
      yield {
        at: { field: ['publish'] },
        message,
        help: 'Add published: 2026-11-24T10:00Z: the feeds announce it with that time.',
      };
    }
    if (incident && !isPublic(policy, incident)) {
      const message = 'It is published, but customers never saw the incident.';
      yield { at: { field: ['publish'] }, message, help: 'Write publish: false.' };
    }
    if (section && blankOutComments(section.body).trim() !== '') return;
    yield {
      at: section?.spans.heading ?? { field: ['publish'] },
      message: `There is nothing to publish: the section "${PUBLIC_SUMMARY}" ${section ? 'is empty' : 'is missing'}.`,
      help: `Write under "## ${PUBLIC_SUMMARY}" what customers may read. Nothing else of the review is shown.`,
    };
  },
};
