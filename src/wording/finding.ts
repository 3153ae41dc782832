import type { WordingLevel, WordingRule } from './hit.ts';

/** A hit inside one sentence: offsets are the sentence's own. */
export interface SentenceWordingMatch {
  readonly rule: WordingRule;
  readonly entry: string;
  readonly level: WordingLevel;
  readonly why: string;
  readonly instead: string;
  readonly start: number;
  readonly end: number;
  /** Told by a name in capitals: none of the company's own. */
  readonly named?: boolean;
  /** Words that can stand in its place. */
  readonly rewrite?: string;
}

const RANK = { error: 0, warn: 1, hint: 2 } as const;

/** One finding for each rule and place: the stricter, then the longer. */
export function deduplicateMatches(matches: readonly SentenceWordingMatch[]): SentenceWordingMatch[] {
  const kept: SentenceWordingMatch[] = [];
  const best = matches.toSorted(
    (a, b) => RANK[a.level] - RANK[b.level] || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  for (const match of best) {
    const taken = kept.some(
      (other) => other.rule === match.rule && other.start < match.end && match.start < other.end,
    );
    if (!taken) kept.push(match);
  }
  return kept.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
