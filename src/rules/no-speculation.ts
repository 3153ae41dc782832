import { defineWordingRule } from './engine/wording-rule.ts';

/** V4.2: facts only. */
export const noSpeculation = defineWordingRule({
  wording: 'speculation',
  clauses: ['V4.2'],
  summary: 'a guess at the cause',
  problem: 'is a guess',
});
