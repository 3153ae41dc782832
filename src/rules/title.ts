import type { Entry } from '../content/incident.ts';
import { foldName, componentNames } from './detectors/component-names.ts';
import { leftoversIn } from './detectors/placeholders.ts';
import type { Complaint, EntryRule, RuleContext } from './engine/rule.ts';

/** Beyond this, feeds, chats and phones cut a title. */
const LONGEST = 100;
const EMPTY =
  /^(?:an?\s+|the\s+|new\s+|another\s+|our\s+|service\s+|system\s+|incident\s+|status\s+|production\s+)*(?:incident|issue|problem|outage|update|maintenance|title|test|untitled|title here|headline)s?(?:\s+(?:title|name|here|report|\d+))?[.!?…]*$/i;

/** A title says in one line what customers notice (V13.1). */
export const title: EntryRule = {
  id: 'title',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'a title that says nothing, or was left to be written',
  judges: 'both',
  *check(entry, context) {
    const fault = faultOf(entry, context);
    if (fault) yield { at: { field: ['title'] }, ...fault };
  },
};

const EXAMPLE = 'Say what customers notice, such as "Some orders fail at checkout".';

function faultOf({ title: text }: Entry, context: RuleContext): Omit<Complaint, 'at'> | undefined {
  const left = leftoversIn(text)[0];
  if (left) return { message: `The title still says "${left.text}".`, help: EXAMPLE };
  if (!/\p{L}/u.test(text)) return { message: 'The title has no words.', help: EXAMPLE };
  if (EMPTY.test(text)) return { message: `"${text}" does not say what happened.`, help: EXAMPLE };
  if (componentNames(context).idOfName.has(foldName(text))) {
    return { message: `"${text}" names a component and not what is wrong with it.`, help: EXAMPLE };
  }
  if (text.length <= LONGEST) return undefined;
  const message = `The title has ${text.length} characters; feeds and phones cut it after about ${LONGEST}.`;
  return { level: 'warn', message, help: 'Keep the headline short and the details for the update.' };
}
