import { findNearest, formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy } from '../content/policy.ts';
import { locateField } from '../content/front-matter.ts';
import type { TextSpan } from '../content/source.ts';
import { defineIncidentRule } from './engine/rule.ts';
import type { RuleViolation, RuleTarget } from './engine/rule.ts';

/** V1.1, U1.1. */
export const validSeverity = defineIncidentRule({
  id: 'valid-severity',
  clauses: ['V1.1', 'U1.1'],
  level: 'error',
  summary: 'a severity that the policy does not define',
  essential: true,
  *check(incident, { policy }) {
    const field = { field: ['severity'] } as const;
    if (!findSeverity(policy, incident.severity)) {
      yield unknownSeverityViolation(policy, incident.severity, field, () =>
        locateField(incident.source, ['severity']),
      );
    }
    for (const { severity, spans } of incident.updates) {
      const span = spans.severity;
      if (severity === undefined || !span || findSeverity(policy, severity)) continue;
      yield unknownSeverityViolation(policy, severity, span, () => span);
    }
  },
});

function unknownSeverityViolation(
  policy: Policy,
  written: string,
  at: RuleTarget,
  locate: () => TextSpan,
): RuleViolation {
  const keys = Object.keys(policy.severities);
  const meant = findNearest(written, keys);
  const help = keys.map((key) => `${key} (${policy.severities[key]!.name})`);
  return {
    at,
    message: `Unknown severity "${written}".${formatDidYouMean(written, keys)}`,
    help: `${policy.name} has ${formatAlternatives(help)}.`,
    ...(meant !== undefined && { fix: { ...locate(), text: meant } }),
  };
}
