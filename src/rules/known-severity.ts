import { nearest, didYouMean, oneOf } from '../text/did-you-mean.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy } from '../content/policy.ts';
import { locateField } from '../content/front-matter.ts';
import type { Span } from '../content/source.ts';
import { incidentRule } from './engine/rule.ts';
import type { Complaint, Target } from './engine/rule.ts';

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
