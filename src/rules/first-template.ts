import { isEnd } from '../content/incident.ts';
import { severityAfter } from '../content/policy.ts';
import { placeholdersIn } from '../templates/template.ts';
import { declaredBy } from './detectors/component-names.ts';
import { isForCustomers } from './detectors/is-public.ts';
import { incidentRule } from './engine/rule.ts';
import { templateComplaints } from './detectors/template-findings.ts';

/** The first update carries the template of its severity, with its places filled (V5.1, V5.2). */
export const firstTemplate = incidentRule({
  id: 'first-template',
  clauses: ['V5.1', 'V5.2'],
  level: 'error',
  summary: 'a first update without the template of its severity',
  *check(incident, context) {
    const update = incident.updates[0];
    if (!update || update.body === '' || isEnd(update.phase)) return;
    const { policy } = context;
    const severity = severityAfter(policy, incident, 0);
    const template = severity?.templates.first ?? policy.templates.first;
    if (!severity || template === undefined || !isForCustomers(policy, incident)) return;
    const clause = placeholdersIn(template).includes('specific impact') ? 'V5.2' : 'V5.1';
    const what = `The first update of ${severity.key}`;
    yield* templateComplaints({ update, template, what, clause, declared: declaredBy(incident, 0) }, context);
  },
});
