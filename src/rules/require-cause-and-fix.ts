import { endedUnresolved, findEndingUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Incident } from '../content/incident.ts';
import type { Policy } from '../content/policy.ts';
import { FIX_KINDS } from '../content/schema/incident.ts';
import { formatAlternatives } from '../text/did-you-mean.ts';
import { formatNameList } from '../templates/template.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** The team records the cause, the fix and its test before an incident is resolved (V7.1, U3.6). */
export const requireCauseAndFix = defineIncidentRule({
  id: 'require-cause-and-fix',
  clauses: ['V7.1', 'U3.6'],
  level: 'error',
  summary: 'an incident resolved before the cause and the fix were recorded',
  *check(incident, { policy }) {
    const missing = findMissing(incident, policy);
    if (missing.length === 0) return;
    const ending = findEndingUpdate(incident);
    if (!ending || endedUnresolved(incident)) return;
    yield {
      at: ending.spans.phase,
      message: `Resolved, but not recorded yet: ${formatNameList(missing.map(([name]) => name))}.`,
      help: `Add to internal, which stays private: ${missing.map(([, example]) => example).join('; ')}.`,
    };
  },
});

function findMissing(
  { internal, updates }: Incident,
  { resolve }: Policy,
): (readonly [name: string, example: string])[] {
  // The update that tells customers of the fix.
  const fixed = updates.find(({ phase }) => phase === 'monitoring' || phase === 'resolved')?.at;
  return [
    ...(resolve.cause && internal.cause === undefined
      ? [['the root cause', 'cause: one line'] as const]
      : []),
    ...(resolve.fix && internal.fix === undefined
      ? [['the kind of fix', `fix: ${formatAlternatives(FIX_KINDS)}`] as const]
      : []),
    ...(resolve.fix && internal.fixed === undefined
      ? [
          [
            'when the fix was in production',
            `fixed: ${fixed === undefined ? 'the time' : formatInstant(fixed)}`,
          ] as const,
        ]
      : []),
    ...(resolve.tested && internal.tested === undefined
      ? [['whether the fix was tested in staging', 'tested: staging or not-possible'] as const]
      : []),
  ];
}
