import { formatTimeLimit } from '../time/working-time.ts';
import type { TimeLimit } from '../time/working-time.ts';

/** Who makes a clause true: Candor refuses what violates it, warns of it, reminds people in time, or leaves it to them. */
export type ClauseKeeper = 'enforces' | 'warns' | 'reminds' | 'people';

export interface SopClause {
  readonly text: string;
  readonly by: ClauseKeeper;
  /** The rule that enforces it, which the policy or the language of the page may switch off. */
  readonly rule?: string;
}

/** A clause, if the policy has it. */
export type Written = SopClause | false | undefined;

/** @param rule the rule that enforces it; without one, nothing can switch it off */
export const enforce = (text: string, rule?: string): SopClause => ({
  text,
  by: 'enforces',
  ...(rule !== undefined && { rule }),
});
export const remind = (text: string): SopClause => ({ text, by: 'reminds' });
export const leave = (text: string): SopClause => ({ text, by: 'people' });

/** A clause with a duration, if the policy has it. */
export function timed(duration: TimeLimit | undefined, write: (duration: string) => string): Written {
  return duration !== undefined && remind(write(formatTimeLimit(duration)));
}
