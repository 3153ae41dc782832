import { PUBLIC_SUMMARY, findSection } from '../content/postmortem.ts';
import { findPictureProblems } from './detectors/pictures.ts';
import type { PostmortemRule } from './engine/rule.ts';

/** A picture in the public summary is a file in `media/`, and its description tells what it shows (V6.1, V8.4). */
export const postmortemValidPicture: PostmortemRule = {
  id: 'postmortem-valid-picture',
  clauses: ['V6.1', 'V8.4'],
  level: 'error',
  summary: 'a public summary with a picture that is not in media/, or has no description',
  appliesTo: 'postmortem',
  *check(postmortem, { pictures }) {
    const section = findSection(postmortem, PUBLIC_SUMMARY);
    if (!section || !postmortem.publish) return;
    const { start: offset } = section.spans.body;
    for (const { span, message, help } of findPictureProblems(section.body, pictures))
      yield { at: { start: offset + span.start, end: offset + span.end }, message, help };
  },
};
