import { findEndingUpdate } from '../content/incident.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** The policy's checks are recorded before an incident is called resolved (V7.3, U3.5). */
export const requireVerification = defineIncidentRule({
  id: 'require-verification',
  clauses: ['V7.3', 'U3.5'],
  level: 'error',
  summary: 'resolved before the checks of the policy were recorded',
  *check(incident, { policy }) {
    const checks = Object.entries(policy.verification);
    if (checks.length === 0) return;
    const verified = incident.internal.verified ?? {};
    const known = checks.map(([key]) => key);
    for (const key of Object.keys(verified)) {
      if (known.includes(key)) continue;
      const at = { field: ['internal', 'verified', key], part: 'key' } as const;
      const message = `"${key}" is no check of the policy.${formatDidYouMean(key, known)}`;
      yield { at, message, help: `The checks are ${formatAlternatives(known)}.` };
    }
    const ending = findEndingUpdate(incident);
    if (!ending) return;
    const open = checks.filter(([key]) => !Object.hasOwn(verified, key));
    if (open.length > 0) {
      const example = open.map(([key]) => `${key}: true`).join(', ');
      yield {
        at: ending.spans.phase,
        message: `Resolved before this was recorded: ${open.map(([key, what]) => `${what} (${key})`).join('; ')}.`,
        help: `Check it, then write internal: verified: { ${example} }, or not-applicable where it does not apply.`,
      };
    }
    for (const [key, what] of checks) {
      if (!Object.hasOwn(verified, key) || verified[key] !== false) continue;
      const at = { field: ['internal', 'verified', key] } as const;
      yield {
        at,
        message: `Resolved while "${what}" is false.`,
        help: 'It is resolved once the check passes.',
      };
    }
  },
});
