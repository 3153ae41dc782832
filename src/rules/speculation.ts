import { wordingRule } from './engine/wording-rule.ts';

/** Facts only, no guess at a cause (V4.2). */
export const speculation = wordingRule({
  id: 'speculation',
  clauses: ['V4.2'],
  summary: 'a guess at the cause',
  verdict: 'is a guess',
});
