/**
 * The five ways a public update can lose its reader's trust (V4.2, V6.1, V6.2, V6.3, V8.6, V13.1, V13.2), and the one in
 * which a review looks at people instead of systems (V8.6).
 */
export type WordingRule = 'jargon' | 'blame' | 'blameless' | 'speculation' | 'promise' | 'minimising';

/** The rules on what customers read. */
export type PublicWordingRule = Exclude<WordingRule, 'blameless'>;

/** `hint` marks words on which readers disagree; it is only given when the context asks for hints. */
export type WordingLevel = 'error' | 'warn' | 'hint';

/** Text to put in the place of a range of the raw Markdown. Offsets are UTF-16 code units. */
export interface WordingFix {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One phrase that a reader should not meet, and what to write instead. */
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
  /** Only where the result reads as English and leaves the rule nothing to say on that span. */
  readonly fix?: WordingFix;
}
