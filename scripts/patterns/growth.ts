import fc from 'fast-check';

/** How the time of a pattern grew on a text. */
export interface MeasuredGrowth {
  /** The time for the longest text by that for half of it. 2 where both were too quick to measure. */
  readonly ratio: number;
  /** In characters. */
  readonly length: number;
  /** CPU time for the longest text. */
  readonly ms: number;
  /** What the text repeats; a character that the pattern lacks follows. */
  readonly repeated: string;
}

/** CPU time in milliseconds. */
export function timeOf(pattern: RegExp, text: string): number {
  const begin = process.cpuUsage();
  text.replace(pattern, '');
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

const SHORTEST_TEXT = 500;
const LONGEST_TEXT = 16_000;
/** A longer text is not tried where one took so long. */
const LONGEST_MS = 300;
/** Shorter times are noise. */
const SHORTEST_MS = 8;
const MATCHES = 12;
const WORDS = 8;

/** The fastest growth on texts that repeat what the pattern matches, its beginnings, and its own words and characters. */
export function findSlowestGrowth(pattern: RegExp): MeasuredGrowth {
  let slowest: MeasuredGrowth = { ratio: 2, length: 0, ms: 0, repeated: '' };
  for (const repeated of attackStrings(pattern)) {
    let growth = measure(pattern, repeated);
    // Other work on the machine makes a measurement slower, never quicker.
    for (let again = 0; again < 3 && growth.ratio > Math.max(2.5, slowest.ratio); again++) {
      const other = measure(pattern, repeated);
      if (other.ratio < growth.ratio) growth = other;
    }
    if (growth.ratio > slowest.ratio || (growth.ratio === slowest.ratio && growth.ms > slowest.ms))
      slowest = growth;
  }
  return slowest;
}

function measure(pattern: RegExp, repeated: string): MeasuredGrowth {
  let before = 0;
  for (let length = SHORTEST_TEXT; ; length *= 2) {
    const text = `${repeated.repeat(Math.ceil(length / repeated.length))}\u0000`;
    const ms = Math.min(timeOf(pattern, text), timeOf(pattern, text), timeOf(pattern, text));
    if (length * 2 > LONGEST_TEXT || ms > LONGEST_MS) {
      const ratio = before >= SHORTEST_MS ? Math.round((ms / before) * 10) / 10 : 2;
      return { ratio, length, ms: Math.round(ms), repeated };
    }
    before = ms;
  }
}

function attackStrings({ source, flags }: RegExp): Set<string> {
  const words = [...new Set(source.match(/[a-z]{2,}/gi))].slice(0, WORDS);
  const pairs = words.flatMap((word) => [word, `${word} `, `${word} a `]);
  const matches = sampleMatches(source, flags);
  const beginnings = matches.flatMap((match) => [
    match,
    `${match} `,
    match.slice(0, Math.ceil(match.length / 2)),
    match.slice(0, -1),
  ]);
  const all = [...' \t\n-.:*0a<[(`~§⌛', 'a ', 'A ', 'Aa ', ...pairs, ...beginnings];
  return new Set(all.filter((text) => text !== '' && text.length <= 200));
}

/** Texts that the pattern matches; none where fast-check can't make them. Always the same ones. */
function sampleMatches(source: string, flags: string): string[] {
  const withoutLooks = source.replace(/\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, '');
  const kept = flags.replace(/[^u]/g, '');
  for (const candidate of [source, withoutLooks]) {
    try {
      return fc.sample(fc.stringMatching(new RegExp(candidate, kept), { size: 'xsmall' }), {
        numRuns: MATCHES,
        seed: 1,
      });
    } catch {
      continue;
    }
  }
  return [];
}
