import { checkSync } from 'recheck';
import type { AttackPattern, Diagnostics } from 'recheck';
import { createTimeLimit } from '../../src/files/time-limit.ts';
import type { CollectedPattern } from './collect.ts';

/**
 * How the time of a pattern grows with the length of the text. `measured`: recheck's search by random texts calls a pattern
 * polynomial as soon as a text costs many steps, also where a repetition such as `{0,40}` makes them many but not more than
 * linear; then the growth on its worst text was measured. `undecided`: recheck ran into its time limit, and texts that were
 * made of the pattern's own words and characters were quick.
 */
export type PatternVerdict =
  | 'linear'
  | 'quadratic'
  | 'cubic'
  | 'exponential'
  | 'linear (measured)'
  | 'quadratic (measured)'
  | 'cubic (measured)'
  | 'undecided';

const RECHECK_TIMEOUT_MS = 10_000;
/** Growth by length to the power of this, or more, is called cubic. */
const CUBIC_EXPONENT = 2.6;
const QUADRATIC_EXPONENT = 1.5;

export function checkPattern(pattern: CollectedPattern): PatternVerdict {
  const flags = pattern.flags.replace('d', '');
  return toVerdict(pattern, checkSync(pattern.source, flags, { timeout: RECHECK_TIMEOUT_MS }));
}

/** A pattern that recheck calls polynomial is measured, unless recheck proved it. */
function toVerdict({ source, flags }: CollectedPattern, result: Diagnostics): PatternVerdict {
  if (result.status === 'safe') return 'linear';
  if (result.status === 'unknown') return isQuickOnOwnWords(source, flags) ? 'undecided' : 'cubic (measured)';
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

/** CPU time in milliseconds. */
function timeOf(pattern: RegExp, text: string): number {
  const begin = process.cpuUsage();
  text.replace(pattern, '');
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

const OWN_TEXT_LENGTH = 1000;

/** Whether texts of 1,000 characters that repeat the words and characters of the pattern all take less than 0.2 seconds. */
function isQuickOnOwnWords(source: string, flags: string): boolean {
  const pattern = new RegExp(source, flags.replace('y', ''));
  const words = [...new Set(source.match(/[a-z]{2,}/gi))].slice(0, 8);
  const pumps = [...' \t\n-.:*0a<[(`~', ...words, ...words.map((word) => `${word} `)];
  for (const prefix of ['', ...words.slice(0, 2)])
    for (const pump of pumps)
      if (timeOf(pattern, `${prefix}${pump.repeat(OWN_TEXT_LENGTH / pump.length)}\u0000`) > 200) return false;
  return true;
}
