import { defineWordingRule } from './engine/wording-rule.ts';

/** Public words are words that customers know (V6.2). */
export const noJargon = defineWordingRule({
  wording: 'jargon',
  clauses: ['V6.2'],
  summary: 'a technical word that customers do not know',
  problem: 'is jargon',
});
