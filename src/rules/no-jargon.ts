import { defineWordingRule } from './engine/wording-rule.ts';

/** Customers read only words that they know (V6.2). */
export const noJargon = defineWordingRule({
  wording: 'jargon',
  clauses: ['V6.2'],
  summary: 'a technical word that customers do not know',
  problem: 'is jargon',
});
