import { defineWordingRule } from './engine/wording-rule.ts';

/** A time for the fix may only be promised when it is certain (V6.3). */
export const noPromisedFixTime = defineWordingRule({
  wording: 'promise',
  clauses: ['V6.3', 'V12.2'],
  summary: 'a time for the fix, or an update later than the policy allows',
  problem: 'is a promise',
});
