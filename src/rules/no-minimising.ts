import { defineWordingRule } from './engine/wording-rule.ts';

/** V13.2. */
export const noMinimising = defineWordingRule({
  wording: 'minimising',
  clauses: ['V13.2'],
  summary: 'a word that makes the impact sound small',
  problem: 'plays it down',
});
