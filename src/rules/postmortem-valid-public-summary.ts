import { PUBLIC_SUMMARY, findSection } from '../content/postmortem.ts';
import { isPublic } from '../content/policy.ts';
import { blankOutComments } from '../text/html-comments.ts';
import type { PostmortemRule } from './engine/rule.ts';

/** A published postmortem has a public summary and a publication time, and its incident was public (V8.4). */
export const postmortemValidPublicSummary: PostmortemRule = {
  id: 'postmortem-valid-public-summary',
  clauses: ['V8.4', 'U3.6'],
  level: 'error',
  summary: 'a published postmortem without a public summary or a publication time',
  appliesTo: 'postmortem',
  *check(postmortem, { policy, incident }) {
    const { publish, published } = postmortem;
    const section = findSection(postmortem, PUBLIC_SUMMARY);
    if (!publish) return;
    if (published === undefined) {
      const message = '"publish: true" needs a time of publication.';
      yield {
        at: { field: ['publish'] },
        message,
        help: 'Add published: 2026-11-24T10:00Z. The feeds show that time.',
      };
    }
    if (incident && !isPublic(policy, incident)) {
      const message = "Customers never saw this incident, so its postmortem can't be published.";
      yield { at: { field: ['publish'] }, message, help: 'Write publish: false.' };
    }
    if (section && blankOutComments(section.body).trim() !== '') return;
    yield {
      at: section?.spans.heading ?? { field: ['publish'] },
      message: `There is nothing to publish: the section "${PUBLIC_SUMMARY}" ${section ? 'is empty' : 'is missing'}.`,
      help: `Write what customers may read under "## ${PUBLIC_SUMMARY}". The rest of the postmortem stays private.`,
    };
  },
};
