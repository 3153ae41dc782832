import { matchTemplate } from '../templates/match.ts';
import { severityAfter } from '../content/policy.ts';
import { componentNamesOf, declaredComponentIds } from './detectors/component-names.ts';
import { isWrittenForCustomers } from './detectors/is-public.ts';
import { includesBeginning } from './detectors/word-beginnings.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** Enough on their own. */
const IMPACT_WORDS =
  /\b(?:disrupt\w*|degrad\w*|unavailab\w*|unreachable|inaccessible|unable|offline|outages?|slow\w*|fail\w*|errors?|delay\w*|intermittent\w*|interrupt\w*|latenc\w*|(?:decreas|reduc|impact|poor|slow)\w*\s+performance|cannot|can['’]t|can not|could(?:n['’]t| not))\b/i;
/** Enough together with one of `AFFECTED_WORDS` or a component. */
const PROBLEM_WORDS =
  /\b(?:down|late\w*|longer|missing|wrong|incorrect\w*|not|no|stuck|twice|duplicate\w*|lost|los(?:e|ing)|block\w*|declin\w*|reject\w*|difficult\w*|broken|stopp\w*|out of date|old|blank|freez\w*|crash\w*|\w+n['’]t)\b/i;
const AFFECTED_WORDS =
  /\b(?:users?|customers?|merchants?|shoppers?|buyers?|sellers?|visitors?|people|you|your|anyone|everyone|everybody|nobody|no one|those|stores?|shops?|orders?|payments?|messages?|e-?mails?|pages?|prices?|images?|pictures?|logins?|site|website|app)\b/i;
const AFFECTED_PHRASES =
  /\b(?:users?|customers?|merchants?|visitors?|people)\b[^.]{0,60}\b(?:experienc\w*|affected|impacted|problems?|trouble)\b/i;

/** V13.1. */
export const requireImpact = defineIncidentRule({
  id: 'require-impact',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'a first update that does not describe what customers notice',
  *check(incident, context) {
    const { policy, words } = context;
    const update = incident.updates[0];
    // What a security incident means is more than its list of words knows; its approver has read it.
    if (!policy.impact || !update || update.body === '' || incident.security) return;
    if (!isWrittenForCustomers(policy, incident)) return;
    const { body, spans } = update;
    const names = componentNamesOf(declaredComponentIds(incident, 0), context).map((name) =>
      name.toLowerCase(),
    );
    const plain = body.toLowerCase();
    const isEnglish = words.language === 'en';
    if (
      isEnglish &&
      describesImpact(
        body,
        names.some((name) => plain.includes(name)),
      )
    )
      return;
    const { impact } = words.checked;
    if (!isEnglish && (impact === undefined || includesBeginning(body, impact))) return;
    const severity = severityAfter(policy, incident, 0);
    const template = severity?.templates.first ?? policy.templates.first;
    const matches = template === undefined ? [] : matchTemplate(template, body);
    // Lists of words are never complete, so the SOP's own text isn't checked by them.
    if (!isEnglish && matches.length > 0 && matches.every(({ span }) => span)) return;
    const filled = matches.flatMap(({ values }) => values);
    if (filled.some(({ placeholder }) => placeholder === 'specific impact')) return;
    const end = body.indexOf('\n');
    yield {
      at: { start: spans.body.start, end: end === -1 ? spans.body.end : spans.body.start + end },
      message: 'The first update does not describe what customers notice.',
      help: isEnglish
        ? 'Write who is affected and what does not work for them, such as "Some customers cannot pay by card".'
        : 'Write who is affected and what does not work for them.',
    };
  },
});

function describesImpact(body: string, namesComponent: boolean): boolean {
  if (IMPACT_WORDS.test(body) || AFFECTED_PHRASES.test(body)) return true;
  return PROBLEM_WORDS.test(body) && (AFFECTED_WORDS.test(body) || namesComponent);
}
