import { locateField } from '../content/front-matter.ts';
import type { StatusEvent } from '../content/incident.ts';
import { publicContactsOf, findPrivateData } from './detectors/private-data.ts';
import type { TargetMapper } from './detectors/private-data.ts';
import { blankOutComments } from '../text/html-comments.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/** Public text contains no secret, no internal address and no personal mailbox (U6.1). */
export const noPrivateDetails: IncidentFileRule = {
  id: 'no-private-details',
  clauses: ['U6.1', 'V6.2'],
  level: 'error',
  summary: "a secret, an address inside the company's network, or a person's e-mail address",
  appliesTo: 'all',
  *check(event, context) {
    const contacts = publicContactsOf(context);
    yield* findPrivateData(event.title, contacts, titleTargetMapper(event));
    for (const { body, spans } of event.updates) {
      yield* findPrivateData(
        body.includes('<!--') ? blankOutComments(body) : body,
        contacts,
        (start, end) => ({
          start: spans.body.start + start,
          end: spans.body.start + end,
        }),
      );
    }
  },
};

/** Maps to the exact characters of the title, or to the whole field where YAML escapes make them differ. */
function titleTargetMapper({ source, title }: StatusEvent): TargetMapper {
  return (start, end) => {
    const field = locateField(source, ['title']);
    const within = source.text.slice(field.start, field.end).indexOf(title);
    if (within < 0) return { field: ['title'] };
    return { start: field.start + within + start, end: field.start + within + end };
  };
}
