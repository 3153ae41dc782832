import { checkSync } from 'recheck';
import type { AttackPattern, Diagnostics } from 'recheck';
import { createTimeLimit } from '../../src/files/time-limit.ts';
import type { CollectedPattern } from './collect.ts';
import { findSlowestGrowth, timeOf } from './growth.ts';
import type { MeasuredGrowth } from './growth.ts';

/**
 * How the time of a pattern grows with the length of the text. `measured`: recheck's search by random texts calls a pattern
 * polynomial as soon as a text costs many steps, also where a repetition such as `{0,40}` makes them many but not more than
 * linear; then the growth on its worst text was measured. `undecided`: recheck ran into its time limit, and the growth was
 * measured on texts that repeat what the pattern matches, and its words and characters.
 */
export type PatternVerdict =
  | 'linear'
  | 'quadratic'
  | 'cubic'
  | 'exponential'
  | 'linear (measured)'
  | 'quadratic (measured)'
  | 'cubic (measured)'
  | 'undecided, linear (measured)'
  | 'undecided, quadratic (measured)'
  | 'undecided, cubic (measured)';

export interface PatternResult {
  readonly verdict: PatternVerdict;
  /** The slowest text that was tried, where recheck decided nothing. */
  readonly slowest?: MeasuredGrowth;
}

const RECHECK_TIMEOUT_MS = 10_000;
/** Growth by length to the power of this, or more, is called cubic: five times the time for twice the length. */
const CUBIC_EXPONENT = Math.log2(5);
const QUADRATIC_EXPONENT = 1.5;

export function checkPattern(pattern: CollectedPattern): PatternResult {
  const flags = pattern.flags.replace('d', '');
  const result = checkSync(pattern.source, flags, { timeout: RECHECK_TIMEOUT_MS });
  if (result.status === 'unknown') return measureUndecided(pattern);
  return { verdict: toVerdict(pattern, result) };
}

/** A pattern that recheck calls polynomial is measured, unless recheck proved it. */
function toVerdict({ source, flags }: CollectedPattern, result: Diagnostics): PatternVerdict {
  if (result.status !== 'vulnerable') return 'linear';
  const { complexity, attack } = result;
  if (!complexity.isFuzz) {
    if (complexity.type === 'exponential') return 'exponential';
    return complexity.degree > 2 ? 'cubic' : 'quadratic';
  }
  const exponent = measureGrowth(new RegExp(source, flags.replace('y', '')), attack);
  if (exponent >= CUBIC_EXPONENT)
    return complexity.type === 'exponential' ? 'exponential' : 'cubic (measured)';
  return exponent >= QUADRATIC_EXPONENT ? 'quadratic (measured)' : 'linear (measured)';
}

function measureUndecided({ source, flags }: CollectedPattern): PatternResult {
  const slowest = findSlowestGrowth(new RegExp(source, flags.replace(/[yd]/g, '')));
  const exponent = Math.log2(slowest.ratio);
  if (exponent >= CUBIC_EXPONENT) return { verdict: 'undecided, cubic (measured)', slowest };
  const isLinear = exponent < QUADRATIC_EXPONENT;
  return { verdict: isLinear ? 'undecided, linear (measured)' : 'undecided, quadratic (measured)', slowest };
}

const LONGEST_MEASURED = 50_000;
/** Shorter times are noise. */
const SHORTEST_MS = 25;
const LONGEST_MS = 400;
const runPerText = createTimeLimit(10_000);

/** The exponent of the growth on a text that recheck found, by doubling it; 1 if it stays too quick to measure. */
function measureGrowth(pattern: RegExp, { pumps, suffix }: AttackPattern): number {
  let exponent = 1;
  let before = 0;
  for (let repeats = 8; ; repeats *= 2) {
    const text = pumps.map(({ prefix, pump }) => prefix + pump.repeat(repeats)).join('') + suffix;
    const times = runPerText(
      [text, text, text],
      (one) => timeOf(pattern, one),
      () => Infinity,
    );
    const time = Math.min(...times);
    if (before >= SHORTEST_MS) exponent = Math.log2(time / before);
    if (text.length > LONGEST_MEASURED || time > LONGEST_MS) return exponent;
    before = time;
  }
}
