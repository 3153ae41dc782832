import { PUBLIC_SUMMARY, sectionTitled } from '../content/postmortem.ts';
import { contactsOf, privateComplaints } from './detectors/private-data.ts';
import { withoutComments } from './detectors/strip-comments.ts';
import type { PostmortemRule } from './engine/rule.ts';

/** What is published of a review gives away no secret, no inside of the house and no person's mailbox (U6.1, V8.4). */
export const reviewPrivateDetails: PostmortemRule = {
  id: 'review-private-details',
  clauses: ['U6.1', 'V8.4'],
  level: 'error',
  summary: "a published summary with a secret, an inside address, or a person's e-mail address",
  judges: 'postmortem',
  *check(postmortem, context) {
    const section = sectionTitled(postmortem, PUBLIC_SUMMARY);
    if (!section || !postmortem.publish) return;
    const { start: offset } = section.spans.body;
    const text = withoutComments(section.body);
    const place = (start: number, end: number) => ({ start: offset + start, end: offset + end });
    for (const complaint of privateComplaints(text, contactsOf(context), place))
      yield { ...complaint, clause: complaint.clause === 'U6.1' ? 'U6.1' : 'V8.4' };
  },
};
