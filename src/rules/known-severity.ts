import { nearest, didYouMean, oneOf } from '../core/near-miss.ts';
import { findSeverity } from '../core/policy.ts';
import type { Policy } from '../core/policy.ts';
import { locateField } from '../core/front-matter.ts';
import type { Span } from '../core/source.ts';
import { incidentRule } from './rule.ts';
import type { Complaint, Target } from './rule.ts';

/** A severity is one that the policy defines (V1.1, U1.1). */
export const knownSeverity = incidentRule({
  id: 'known-severity',
  clauses: ['V1.1', 'U1.1'],
  level: 'error',
  summary: 'a severity that the policy does not define',
  essential: true,
  *check(incident, { policy }) {
    const field = { field: ['severity'] } as const;
    if (!findSeverity(policy, incident.severity)) {
      yield unknown(policy, incident.severity, field, () => locateField(incident.source, ['severity']));
    }
    for (const { severity, spans } of incident.updates) {
      const span = spans.severity;
      if (severity === undefined || !span || findSeverity(policy, severity)) continue;
      yield unknown(policy, severity, span, () => span);
    }
  },
});

function unknown(policy: Policy, written: string, at: Target, locate: () => Span): Complaint {
  const keys = Object.keys(policy.severities);
  const meant = nearest(written, keys);
  const help = keys.map((key) => `${key} (${policy.severities[key]!.name})`);
  return {
    at,
    message: `Unknown severity "${written}".${didYouMean(written, keys)}`,
    help: `${policy.name} has ${oneOf(help)}.`,
    ...(meant !== undefined && { fix: { ...locate(), text: meant } }),
  };
}
