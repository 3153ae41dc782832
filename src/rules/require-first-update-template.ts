import { isFinalPhase, wasOverWhenDetected } from '../content/incident.ts';
import { severityAfter } from '../content/policy.ts';
import { listPlaceholders } from '../templates/template.ts';
import { declaredComponentIds } from './detectors/component-names.ts';
import { isWrittenForCustomers } from './detectors/is-public.ts';
import { defineIncidentRule } from './engine/rule.ts';
import { checkTemplate } from './detectors/template-findings.ts';

/**
 * The first update uses the template of its severity, with its placeholders filled (V5.1, V5.2). The templates say that
 * customers are affected now, so one about an incident that was over when it was detected, or the disclosure of a security
 * incident, is written by a person.
 */
export const requireFirstUpdateTemplate = defineIncidentRule({
  id: 'require-first-update-template',
  clauses: ['V5.1', 'V5.2'],
  level: 'error',
  summary: 'a first update without the template of its severity',
  *check(incident, context) {
    const update = incident.updates[0];
    if (!update || update.body === '' || isFinalPhase(update.phase)) return;
    if (wasOverWhenDetected(incident) || incident.security) return;
    const { policy } = context;
    const severity = severityAfter(policy, incident, 0);
    const template = severity?.templates.first ?? policy.templates.first;
    if (!severity || template === undefined || !isWrittenForCustomers(policy, incident)) return;
    const clause = listPlaceholders(template).includes('specific impact') ? 'V5.2' : 'V5.1';
    const subject = `The first update of ${severity.key}`;
    yield* checkTemplate(
      { update, template, subject, clause, declared: declaredComponentIds(incident, 0) },
      context,
    );
  },
});
