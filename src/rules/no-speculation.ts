import { defineWordingRule } from './engine/wording-rule.ts';

/** Facts only, no guess at a cause (V4.2). */
export const noSpeculation = defineWordingRule({
  wording: 'speculation',
  clauses: ['V4.2'],
  summary: 'a guess at the cause',
  problem: 'is a guess',
});
