import { locateField } from '../content/front-matter.ts';
import type { Entry } from '../content/incident.ts';
import { contactsOf, privateComplaints } from './detectors/private-data.ts';
import type { Place } from './detectors/private-data.ts';
import { withoutComments } from './detectors/strip-comments.ts';
import type { EntryRule } from './engine/rule.ts';

/** No secret, no inside of the house and no person's mailbox stands in what the public reads (U6.1). */
export const privateDetails: EntryRule = {
  id: 'private-details',
  clauses: ['U6.1', 'V6.2'],
  level: 'error',
  summary: "a secret, an address inside the company's network, or a person's e-mail address",
  judges: 'both',
  *check(entry, context) {
    const contacts = contactsOf(context);
    yield* privateComplaints(entry.title, contacts, titleTarget(entry));
    for (const { body, spans } of entry.updates) {
      yield* privateComplaints(
        body.includes('<!--') ? withoutComments(body) : body,
        contacts,
        (start, end) => ({
          start: spans.body.start + start,
          end: spans.body.start + end,
        }),
      );
    }
  },
};

/** Where something in the title stands: its own letters, where the front matter has them as they are. */
function titleTarget({ source, title }: Entry): Place {
  return (start, end) => {
    const field = locateField(source, ['title']);
    const within = source.text.slice(field.start, field.end).indexOf(title);
    if (within < 0) return { field: ['title'] };
    return { start: field.start + within + start, end: field.start + within + end };
  };
}
