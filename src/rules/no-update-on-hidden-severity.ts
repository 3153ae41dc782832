import { findSeverity, isPublic } from '../content/policy.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** Warns authors who may believe that customers see updates which the policy hides (V12.5). */
export const noUpdateOnHiddenSeverity = defineIncidentRule({
  id: 'no-update-on-hidden-severity',
  clauses: ['V12.5'],
  level: 'error',
  summary: 'updates that customers will not see, or a severity that can not be public',
  *check(incident, { policy }) {
    const severity = findSeverity(policy, incident.severity);
    if (!severity || incident.drill || isPublic(policy, incident)) return;
    if (incident.customerFacing) {
      yield {
        at: { field: ['customer-facing'] },
        message: `The policy never shows ${severity.key} on the page, even with "customer-facing: true".`,
        help: 'Delete this line, or use a public severity if customers notice the problem.',
      };
      return;
    }
    if (incident.updates.length === 0) return;
    const canBe = severity.public === 'customer-facing';
    yield {
      at: { field: ['severity'] },
      level: 'warn',
      message: `The policy hides ${severity.key} from the page: customers do not see these updates.`,
      help: canBe
        ? 'If customers notice it, add "customer-facing: true" below the severity.'
        : 'If customers notice it, use a public severity.',
    };
  },
});
