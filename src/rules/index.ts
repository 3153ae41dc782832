import { knownSeverity } from './known-severity.ts';
import type { Rule } from './rule.ts';

/** Every rule, in alphabetical order. */
export const RULES: readonly Rule[] = [knownSeverity];
