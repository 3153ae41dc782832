import type { PublicWordingRule } from '../../wording/hit.ts';
import type { Complaint, EntryRule } from './rule.ts';
import type { PlacedHit } from '../detectors/wording-matches.ts';
import { wordingHits } from '../detectors/wording-matches.ts';

interface Described {
  readonly id: PublicWordingRule;
  readonly clauses: readonly string[];
  readonly summary: string;
  /** What a reader takes the words for, after them: `is jargon`. */
  readonly verdict: string;
}

/** The clause on the words of a review: systems, not individuals. */
const REVIEWED = 'V8.6';

/** Declares a rule on the words of titles and updates, as strict as the policy's `wording` has it. */
export function wordingRule({ id, clauses, summary, verdict }: Described): EntryRule {
  return {
    id,
    clauses,
    level: 'error',
    summary,
    judges: 'both',
    *check(entry, context) {
      const strictness = context.policy.wording[id];
      if (strictness === 'off') return;
      for (const placed of wordingHits(entry, context)) {
        if (placed.hit.rule !== id) continue;
        const found = complaint(placed, verdict, strictness === 'warn');
        yield context.readAs === 'postmortem' && clauses.includes(REVIEWED)
          ? { ...found, clause: REVIEWED }
          : found;
      }
    },
  };
}

function complaint({ hit, at, offset }: PlacedHit, verdict: string, lenient: boolean): Complaint {
  const words = hit.text.replace(/\s+/g, ' ');
  const shown = words.length > 60 ? `${words.slice(0, 57).trimEnd()}…` : words;
  const fix = hit.fix !== undefined && offset !== undefined ? hit.fix : undefined;
  return {
    at,
    ...(hit.entry === 'update-too-late' && { clause: 'V12.2' }),
    message: `"${shown}" ${verdict}: ${hit.why.replace(/^(?:It|To|A|The) /, (word) => word.toLowerCase())}`,
    ...(fix === undefined && hit.instead !== undefined && { help: hit.instead }),
    ...(fix !== undefined && {
      fix: { start: fix.start + offset!, end: fix.end + offset!, text: fix.text },
    }),
    ...((lenient || hit.level !== 'error') && { level: 'warn' as const }),
  };
}
