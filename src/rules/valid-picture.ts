import { findPictureProblems } from './detectors/pictures.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/** A picture in an update is a file in `media/`, and its description tells what it shows (V6.1). */
export const validPicture: IncidentFileRule = {
  id: 'valid-picture',
  clauses: ['V6.1'],
  level: 'error',
  summary: 'a picture that is not in media/, or has no description',
  appliesTo: 'all',
  *check({ updates }, { pictures }) {
    for (const { body, spans } of updates) {
      for (const { span, message, help, fix } of findPictureProblems(body, pictures)) {
        const place = ({ start, end }: typeof span) => ({
          start: spans.body.start + start,
          end: spans.body.start + end,
        });
        yield { at: place(span), message, help, ...(fix && { fix: { ...place(fix), text: fix.text } }) };
      }
    }
  },
};
