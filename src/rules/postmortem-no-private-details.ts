import { PUBLIC_SUMMARY, findSection } from '../content/postmortem.ts';
import { publicContactsOf, findPrivateData } from './detectors/private-data.ts';
import { blankOutComments } from '../text/html-comments.ts';
import type { PostmortemRule } from './engine/rule.ts';

/** The public summary contains no secret, no internal address and no personal mailbox (U6.1, V8.4). */
export const postmortemNoPrivateDetails: PostmortemRule = {
  id: 'postmortem-no-private-details',
  clauses: ['U6.1', 'V8.4'],
  level: 'error',
  summary: "a public summary with a secret, an internal address, or a person's e-mail address",
  appliesTo: 'postmortem',
  *check(postmortem, context) {
    const section = findSection(postmortem, PUBLIC_SUMMARY);
    if (!section || !postmortem.publish) return;
    const { start: offset } = section.spans.body;
    const text = blankOutComments(section.body);
    const place = (start: number, end: number) => ({ start: offset + start, end: offset + end });
    for (const violation of findPrivateData(text, publicContactsOf(context), place))
      yield { ...violation, clause: violation.clause === 'U6.1' ? 'U6.1' : 'V8.4' };
  },
};
