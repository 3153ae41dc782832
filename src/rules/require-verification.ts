import { endedUnresolved, findEndingUpdate } from '../content/incident.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** V7.3, U3.5. */
export const requireVerification = defineIncidentRule({
  id: 'require-verification',
  clauses: ['V7.3', 'U3.5'],
  level: 'error',
  summary: 'an incident resolved before the checks of the policy were recorded',
  *check(incident, { policy }) {
    const checks = Object.entries(policy.verification);
    if (checks.length === 0) return;
    const verified = incident.internal.verified ?? {};
    const known = checks.map(([key]) => key);
    for (const key of Object.keys(verified)) {
      if (known.includes(key)) continue;
      const at = { field: ['internal', 'verified', key], part: 'key' } as const;
      const message = `The policy has no check "${key}".${formatDidYouMean(key, known)}`;
      yield { at, message, help: `Its checks are ${formatAlternatives(known)}.` };
    }
    const ending = findEndingUpdate(incident);
    if (!ending || endedUnresolved(incident)) return;
    const open = checks.filter(([key]) => !Object.hasOwn(verified, key));
    if (open.length > 0) {
      const example = open.map(([key]) => `${key}: true`).join(', ');
      yield {
        at: ending.spans.phase,
        message: `Resolved, but not recorded yet: ${open.map(([key, what]) => `${what} (${key})`).join('; ')}.`,
        help: `Check it, then add internal: verified: { ${example} }. Write not-applicable for a check that does not apply.`,
      };
    }
    for (const [key, what] of checks) {
      if (!Object.hasOwn(verified, key) || verified[key] !== false) continue;
      const at = { field: ['internal', 'verified', key] } as const;
      yield {
        at,
        message: `Resolved, although "${what}" is false.`,
        help: 'Resolve the incident once this check passes.',
      };
    }
  },
});
