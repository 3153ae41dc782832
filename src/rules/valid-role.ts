import { locateField } from '../content/front-matter.ts';
import { formatDidYouMean, findNearest, formatAlternatives } from '../text/did-you-mean.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/** V9.1, U2.1. */
export const validRole: IncidentFileRule = {
  id: 'valid-role',
  clauses: ['V9.1', 'U2.1'],
  level: 'error',
  summary: 'a role that the policy does not define',
  appliesTo: 'all',
  *check({ internal, source }, { policy }) {
    const known = Object.keys(policy.roles);
    if (!internal.roles || known.length === 0) return;
    for (const role of Object.keys(internal.roles)) {
      if (known.includes(role)) continue;
      const meant = findNearest(role, known);
      const field = ['internal', 'roles', role];
      yield {
        at: { field, part: 'key' },
        message: `The policy has no role "${role}".${formatDidYouMean(role, known)}`,
        help: `Its roles are ${formatAlternatives(known)}.`,
        ...(meant !== undefined && { fix: { ...locateField(source, field, 'key'), text: meant } }),
      };
    }
  },
};
