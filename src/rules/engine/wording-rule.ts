import type { PublicWordingRule } from '../../wording/match.ts';
import { WORDING_RULE_IDS } from '../../content/writing-checks.ts';
import type { RuleViolation, IncidentFileRule } from './rule.ts';
import type { LocatedWordingMatch } from '../detectors/wording-matches.ts';
import { findWordingMatches } from '../detectors/wording-matches.ts';

interface WordingRuleOptions {
  /** Its key in the policy's `wording`. */
  readonly wording: PublicWordingRule;
  readonly clauses: readonly string[];
  readonly summary: string;
  /** Follows the quoted words in the message: `is jargon`. */
  readonly problem: string;
}

/** Postmortems look at systems, not at individuals. */
const POSTMORTEM_CLAUSE = 'V8.6';

/** Declares a rule on the wording of titles and updates; the policy's `wording` sets how strict it is. */
export function defineWordingRule({
  wording,
  clauses,
  summary,
  problem,
}: WordingRuleOptions): IncidentFileRule {
  return {
    id: WORDING_RULE_IDS[wording],
    clauses,
    level: 'error',
    summary,
    appliesTo: 'all',
    *check(event, context) {
      const strictness = context.policy.wording[wording];
      if (strictness === 'off') return;
      for (const located of findWordingMatches(event, context)) {
        if (located.match.rule !== wording) continue;
        const found = toViolation(located, problem, strictness === 'warn');
        yield context.textKind === 'postmortem' && clauses.includes(POSTMORTEM_CLAUSE)
          ? { ...found, clause: POSTMORTEM_CLAUSE }
          : found;
      }
    },
  };
}

function toViolation(
  { match, at, offset }: LocatedWordingMatch,
  problem: string,
  lenient: boolean,
): RuleViolation {
  const words = match.text.replace(/\s+/g, ' ');
  const shown = words.length > 60 ? `${words.slice(0, 57).trimEnd()}…` : words;
  const fix = match.fix !== undefined && offset !== undefined ? match.fix : undefined;
  return {
    at,
    ...(match.entry === 'update-too-late' && { clause: 'V12.2' }),
    message: `"${shown}" ${problem}: ${match.why.replace(/^(?:It|This|Customers|A|No|Only|The) /, (word) => word.toLowerCase())}`,
    // advice that the fix does not give: what to promise instead of a time
    ...((fix === undefined || match.instead?.includes(fix.text) === false) &&
      match.instead !== undefined && { help: match.instead }),
    ...(fix !== undefined && {
      fix: { start: fix.start + offset!, end: fix.end + offset!, text: fix.text },
    }),
    ...((lenient || match.level !== 'error') && { level: 'warn' as const }),
  };
}
