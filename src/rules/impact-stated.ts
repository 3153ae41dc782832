import { matchTemplate } from '../core/template-match.ts';
import { severityAfter } from '../core/policy.ts';
import { namesOf, declaredBy } from './component-names.ts';
import { isForCustomers } from './published.ts';
import { incidentRule } from './rule.ts';

const WHO =
  /\b(?:users?|customers?|merchants?|shoppers?|buyers?|sellers?|people|persons?|you|your|anyone|everyone|everybody|nobody|no one|those|stores?|shops?|orders?|payments?|messages?|emails?|pages?|images?|logins?|site|website|app)\b/i;
const WHAT =
  /\b(?:disrupt\w*|degrad\w*|unavailab\w*|unreachable|inaccessible|down|offline|outages?|slow\w*|fail\w*|errors?|delay\w*|late\w*|longer|missing|wrong|incorrect\w*|unable|cannot|could not|not|no longer|stuck|twice|duplicate\w*|interrupt\w*|intermittent\w*|lost|los(?:e|ing)|block\w*|declin\w*|reject\w*|trouble|difficult\w*|broken|stopp\w*|out of date|blank|freez\w*|crash\w*|\w+n['’]t)\b/i;

/** The first update says what customers notice (V13.1). */
export const impactStated = incidentRule({
  id: 'impact-stated',
  clauses: ['V13.1'],
  level: 'error',
  summary: 'a first update that does not say what customers notice',
  *check(incident, context) {
    const { policy } = context;
    const update = incident.updates[0];
    if (!policy.impact || !update || update.body === '' || !isForCustomers(policy, incident)) return;
    const { body, spans } = update;
    const names = namesOf(declaredBy(incident, 0), context).map((name) => name.toLowerCase());
    const plain = body.toLowerCase();
    if (WHAT.test(body) && (WHO.test(body) || names.some((name) => plain.includes(name)))) return;
    const severity = severityAfter(policy, incident, 0);
    const template = severity?.templates.first ?? policy.templates.first;
    const filled =
      template === undefined ? [] : matchTemplate(template, body).flatMap(({ values }) => values);
    if (filled.some(({ placeholder }) => placeholder === 'specific impact')) return;
    const end = body.indexOf('\n');
    yield {
      at: { start: spans.body.start, end: end === -1 ? spans.body.end : spans.body.start + end },
      message: 'This does not say what customers notice.',
      help: 'Say who is affected and what does not work for them, such as "Some customers cannot pay by card".',
    };
  },
});
