import { wordingRule } from './engine/wording-rule.ts';

/** The impact is not played down (V13.2). */
export const minimising = wordingRule({
  id: 'minimising',
  clauses: ['V13.2'],
  summary: 'a word that makes the impact sound small',
  verdict: 'plays it down',
});
