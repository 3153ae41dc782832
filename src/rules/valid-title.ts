import type { StatusEvent } from '../content/incident.ts';
import { normalizeName, indexComponentNames } from './detectors/component-names.ts';
import { findUnfilledPlaceholders } from './detectors/placeholders.ts';
import type { RuleViolation, IncidentFileRule, RuleContext } from './engine/rule.ts';

/** Feeds, chats and phones cut longer titles. */
const MAX_TITLE_LENGTH = 100;
const MEANINGLESS_TITLE =
  /^(?:an?\s+|the\s+|new\s+|another\s+|our\s+|service\s+|system\s+|incident\s+|status\s+|production\s+)*(?:incident|issue|problem|outage|update|maintenance|title|test|untitled|title here|headline)s?(?:\s+(?:title|name|here|report|\d+))?[.!?…]*$/i;

/** V13.1. */
export const validTitle: IncidentFileRule = {
  id: 'valid-title',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'a title without information, or with an unfilled placeholder',
  appliesTo: 'all',
  *check(event, context) {
    const problem = findTitleProblem(event, context);
    if (problem) yield { at: { field: ['title'] }, ...problem };
  },
};

const EXAMPLE = 'Describe what customers notice, such as "Some orders fail at checkout".';

function findTitleProblem(
  { title }: StatusEvent,
  context: RuleContext,
): Omit<RuleViolation, 'at'> | undefined {
  const left = findUnfilledPlaceholders(title)[0];
  if (left) return { message: `The title still contains "${left.text}".`, help: EXAMPLE };
  if (!/\p{L}/u.test(title)) return { message: 'The title contains no letters.', help: EXAMPLE };
  if (MEANINGLESS_TITLE.test(title))
    return { message: `"${title}" does not describe what happened.`, help: EXAMPLE };
  if (indexComponentNames(context).idOfName.has(normalizeName(title))) {
    return { message: `"${title}" names a component, but not what is wrong with it.`, help: EXAMPLE };
  }
  if (title.length <= MAX_TITLE_LENGTH) return undefined;
  const message = `The title has ${title.length} characters; feeds and phones cut it after about ${MAX_TITLE_LENGTH}.`;
  return { level: 'warn', message, help: 'Keep the title short and write the details in the update.' };
}
