import type { IncidentOrMaintenance } from '../content/incident.ts';
import { normalizeName, indexComponentNames } from './detectors/component-names.ts';
import { findUnfilledPlaceholders } from './detectors/placeholders.ts';
import type { RuleViolation, IncidentFileRule, RuleContext } from './engine/rule.ts';

/** Beyond this, feeds, chats and phones cut a title. */
const MAX_TITLE_LENGTH = 100;
const MEANINGLESS_TITLE =
  /^(?:an?\s+|the\s+|new\s+|another\s+|our\s+|service\s+|system\s+|incident\s+|status\s+|production\s+)*(?:incident|issue|problem|outage|update|maintenance|title|test|untitled|title here|headline)s?(?:\s+(?:title|name|here|report|\d+))?[.!?…]*$/i;

/** A title says in one line what customers notice (V13.1). */
export const validTitle: IncidentFileRule = {
  id: 'valid-title',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'a title that says nothing, or was left to be written',
  appliesTo: 'both',
  *check(event, context) {
    const problem = findTitleProblem(event, context);
    if (problem) yield { at: { field: ['title'] }, ...problem };
  },
};

const EXAMPLE = 'Say what customers notice, such as "Some orders fail at checkout".';

function findTitleProblem(
  { title: text }: IncidentOrMaintenance,
  context: RuleContext,
): Omit<RuleViolation, 'at'> | undefined {
  const left = findUnfilledPlaceholders(text)[0];
  if (left) return { message: `The title still says "${left.text}".`, help: EXAMPLE };
  if (!/\p{L}/u.test(text)) return { message: 'The title has no words.', help: EXAMPLE };
  if (MEANINGLESS_TITLE.test(text))
    return { message: `"${text}" does not say what happened.`, help: EXAMPLE };
  if (indexComponentNames(context).idOfName.has(normalizeName(text))) {
    return { message: `"${text}" names a component and not what is wrong with it.`, help: EXAMPLE };
  }
  if (text.length <= MAX_TITLE_LENGTH) return undefined;
  const message = `The title has ${text.length} characters; feeds and phones cut it after about ${MAX_TITLE_LENGTH}.`;
  return { level: 'warn', message, help: 'Keep the headline short and the details for the update.' };
}
