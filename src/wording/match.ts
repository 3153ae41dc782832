/**
 * Five kinds of wording that make customers lose trust (V4.2, V6.1, V6.2, V6.3, V8.6, V13.1, V13.2), and `blameless`: a
 * postmortem that looks at people instead of systems (V8.6).
 */
export type WordingRule = 'jargon' | 'blame' | 'blameless' | 'speculation' | 'promise' | 'minimising';

export type PublicWordingRule = Exclude<WordingRule, 'blameless'>;

/** `hint` is for words on which readers disagree; it is reported only if the context has `hints`. */
export type WordingLevel = 'error' | 'warn' | 'hint';

/** Replaces a range of the raw Markdown. Offsets are UTF-16 code units. */
export interface WordingFix {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One phrase to avoid, and what to write instead. */
export interface WordingMatch {
  readonly rule: WordingRule;
  /** The id of the lexicon entry that found it. */
  readonly entry: string;
  readonly level: WordingLevel;
  /** UTF-16 offsets into the raw Markdown: `markdown.slice(start, end) === text`. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Why it matters to the reader, one sentence. */
  readonly why: string;
  /** What to write instead. */
  readonly instead?: string;
  /** Only where the result is correct English and does not violate the rule. */
  readonly fix?: WordingFix;
}

/** A match in one sentence; offsets are relative to the sentence. */
export interface SentenceWordingMatch {
  readonly rule: WordingRule;
  readonly entry: string;
  readonly level: WordingLevel;
  readonly why: string;
  readonly instead: string;
  readonly start: number;
  readonly end: number;
  /** Recognised by a capitalised name; ignored if the name is the company's own. */
  readonly named?: boolean;
  /** Text that can replace the match. */
  readonly rewrite?: string;
  /** Where the replaced text begins, if not with the match: an article before it changes too. */
  readonly rewriteStart?: number;
  /** Whether the rewrite leaves nothing for the advice to say. */
  readonly rewriteSaysAll?: true;
}

const RANK = { error: 0, warn: 1, hint: 2 } as const;

/** Keeps one of the overlapping matches of a rule: the stricter, then the longer. */
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
