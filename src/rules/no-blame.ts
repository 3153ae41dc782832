import { defineWordingRule } from './engine/wording-rule.ts';

/** Systems fail, and the company is responsible for them (V6.1, V8.6). */
export const noBlame = defineWordingRule({
  wording: 'blame',
  clauses: ['V6.1', 'V8.6'],
  summary: 'text that blames a person, a team or a supplier, or makes customers wait for them',
  problem: 'is blame',
});
