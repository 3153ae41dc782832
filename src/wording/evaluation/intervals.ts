import type { DecisionCounts } from './score.ts';

/** A share with its 95 % interval, all between 0 and 1. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** What it is a share of. */
  readonly of: number;
}

const RESAMPLES = 2000;
/** With fewer sites than this, drawing them again says little. */
const MIN_SITES = 5;

/**
 * A share over all sites, with its 95 % interval. The updates of a site resemble each other, so whole sites are drawn again
 * with replacement; with fewer than five sites it is the Wilson interval of the updates. The same counts give the same interval.
 */
export function shareOverSites(
  sites: readonly DecisionCounts[],
  kind: 'precision' | 'recall',
): Share | undefined {
  const parts = sites
    .map(({ right, wrong, missed }) => ({ right, whole: right + (kind === 'precision' ? wrong : missed) }))
    .filter(({ whole }) => whole > 0);
  const right = parts.reduce((sum, part) => sum + part.right, 0);
  const whole = parts.reduce((sum, part) => sum + part.whole, 0);
  if (whole === 0) return undefined;
  const wilson = wilsonInterval(right, whole);
  // Where all or none are right, every draw gives the same share, and only the number of updates says how sure it is.
  if (parts.length < MIN_SITES || right === whole || right === 0)
    return { share: right / whole, of: whole, ...wilson };
  const random = createRandom(right * 7919 + whole);
  const shares = Array.from({ length: RESAMPLES }, () => {
    let drawnRight = 0;
    let drawnWhole = 0;
    for (let draw = 0; draw < parts.length; draw++) {
      const part = parts[Math.floor(random() * parts.length)]!;
      drawnRight += part.right;
      drawnWhole += part.whole;
    }
    return drawnRight / drawnWhole;
  }).toSorted((a, b) => a - b);
  return {
    share: right / whole,
    of: whole,
    low: Math.min(shares[Math.floor(RESAMPLES * 0.025)]!, wilson.low),
    high: Math.max(shares[Math.floor(RESAMPLES * 0.975)]!, wilson.high),
  };
}

/** The 95 % Wilson score interval of a share. */
export function wilsonInterval(
  right: number,
  whole: number,
): { readonly low: number; readonly high: number } {
  const z = 1.96;
  const share = right / whole;
  const centre = share + (z * z) / (2 * whole);
  const margin = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  const scale = 1 + (z * z) / whole;
  return { low: Math.max(0, (centre - margin) / scale), high: Math.min(1, (centre + margin) / scale) };
}

/** Mulberry32: a small generator of numbers from 0 to 1, always the same for a seed. */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
