import { findEndingUpdate } from '../content/incident.ts';
import type { Incident } from '../content/incident.ts';
import type { Policy } from '../content/policy.ts';
import { FIX_KINDS } from '../content/schema/incident.ts';
import { formatAlternatives } from '../text/did-you-mean.ts';
import { formatNameList } from '../templates/template.ts';
import { defineIncidentRule } from './engine/rule.ts';

/** The cause, the fix and its test are recorded, for the team, before an incident is called resolved (V7.1, U3.6). */
export const requireCauseAndFix = defineIncidentRule({
  id: 'require-cause-and-fix',
  clauses: ['V7.1', 'U3.6'],
  level: 'error',
  summary: 'resolved before the cause and the fix were recorded',
  *check(incident, { policy }) {
    const missing = findMissing(incident, policy);
    if (missing.length === 0) return;
    const ending = findEndingUpdate(incident);
    if (!ending) return;
    yield {
      at: ending.spans.phase,
      message: `Resolved before this was recorded: ${formatNameList(missing.map(([what]) => what))}.`,
      help: `Write under internal, which stays private: ${missing.map(([, how]) => how).join('; ')}.`,
    };
  },
});

function findMissing({ internal }: Incident, { resolve }: Policy): (readonly [what: string, how: string])[] {
  return [
    ...(resolve.cause && internal.cause === undefined
      ? [['the root cause', 'cause: one line'] as const]
      : []),
    ...(resolve.fix && internal.fix === undefined
      ? [['the kind of fix', `fix: ${formatAlternatives(FIX_KINDS)}`] as const]
      : []),
    ...(resolve.fix && internal.fixed === undefined
      ? [['when it was in production', 'fixed: 2026-11-22T10:02Z'] as const]
      : []),
    ...(resolve.tested && internal.tested === undefined
      ? [['whether it was tested in staging', 'tested: staging or not-possible'] as const]
      : []),
  ];
}
