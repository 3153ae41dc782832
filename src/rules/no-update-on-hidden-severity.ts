import { findSeverity, isPublic } from '../content/policy.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** What the policy keeps off the page stays off it, and nobody is left to believe otherwise (V12.5). */
export const noUpdateOnHiddenSeverity = defineIncidentRule({
  id: 'no-update-on-hidden-severity',
  clauses: ['V12.5'],
  level: 'error',
  summary: 'updates that nobody will see, or a severity that may not be on the page',
  *check(incident, { policy }) {
    const severity = findSeverity(policy, incident.severity);
    if (!severity || incident.drill || isPublic(policy, incident)) return;
    if (incident.customerFacing) {
      yield {
        at: { field: ['customer-facing'] },
        message: `The policy never puts ${severity.key} on the page, customer-facing or not.`,
        help: 'Delete the line; if customers notice it, give it a severity that is public.',
      };
      return;
    }
    if (incident.updates.length === 0) return;
    const canBe = severity.public === 'customer-facing';
    yield {
      at: { field: ['severity'] },
      level: 'warn',
      message: `The policy keeps ${severity.key} off the page: customers do not see these updates.`,
      help: canBe
        ? 'If customers notice it, add "customer-facing: true" below the severity.'
        : 'If customers notice it, give it a severity that is public.',
    };
  },
});
