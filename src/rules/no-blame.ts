import { defineWordingRule } from './engine/wording-rule.ts';

/** Nobody is pointed at: systems fail, and the company answers for them (V6.1, V8.6). */
export const noBlame = defineWordingRule({
  wording: 'blame',
  clauses: ['V6.1', 'V8.6'],
  summary: 'somebody pointed at as the cause, or as the one to wait for',
  problem: 'is blame',
});
