import type { WordingKind } from './context.ts';
import type { WordingLevel, WordingRule } from './hit.ts';

/**
 * A phrase told by pattern. Patterns are regular expressions over one sentence with its white space folded and its
 * quotes straightened; `<name>` stands for a macro. All are lower case unless `cased`.
 */
export interface PhraseEntry {
  readonly id: string;
  readonly rule: WordingRule;
  readonly level: WordingLevel;
  readonly why: string;
  readonly instead: string;
  /** A cheap pattern: without it in the sentence, nothing else of this entry is tried. */
  readonly cue: string;
  readonly match: readonly string[];
  /** A match that overlaps one of these is no finding. */
  readonly unless?: readonly string[];
  /** A sentence that holds one of these has no finding. */
  readonly never?: readonly string[];
  /** Matched with its capital letters kept. */
  readonly cased?: boolean;
  /** Matched with each supplier replaced by one sign, written `<supplier>` in the pattern. */
  readonly suppliers?: boolean;
  /** Matched with each time and length of time replaced by one sign, written `<time>` in the pattern. */
  readonly times?: boolean;
  /** The kinds of text it applies to; all if absent. */
  readonly kinds?: readonly WordingKind[];
  /** Safe rewrites: a whole match of the pattern becomes the text (`$1` allowed). */
  readonly rewrites?: readonly (readonly [pattern: string, text: string])[];
}

/** A technical term in the forms it is met in, with the plain words for it. */
export interface TermEntry {
  readonly id: string;
  readonly level: WordingLevel;
  readonly why: string;
  readonly say: string;
  /** Lower case, words parted by one space; hyphenated, closed and plural spellings are found too. */
  readonly forms: readonly string[];
  readonly unless?: readonly string[];
  /** A name, written with a capital anyway; other words with a capital inside a sentence are names of products. */
  readonly proper?: boolean;
  /** Form → words that can stand in its place in any sentence. */
  readonly rewrites?: Readonly<Record<string, string>>;
}

/** The wording rules as data, compiled from `lexicon/*.yaml` into `lexicon.gen.ts`. */
export interface Lexicon {
  readonly macros: Readonly<Record<string, string>>;
  readonly phrases: readonly PhraseEntry[];
  readonly terms: readonly TermEntry[];
  /** A time or a length of time: "by 3pm", "within two hours", "tomorrow". */
  readonly timePhrase: string;
  /** A noun phrase for somebody else's service: "our hosting provider". */
  readonly supplierPhrase: string;
  /** Where a noun phrase of that shape is nobody to blame. */
  readonly supplierUnless: readonly string[];
  /** Well-known companies; each row is one company under its names. */
  readonly vendors: readonly (readonly string[])[];
  /** Company names that are also common words: only with a capital letter. */
  readonly ambiguousVendors: readonly string[];
}
