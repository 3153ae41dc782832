import type { Audience, WordingKind, WordPackName } from './context.ts';
import type { WordingLevel, WordingRule } from './match.ts';
import type { PeopleLexicon } from './people/vocabulary.ts';

/**
 * A phrase that patterns find. Patterns are regular expressions over one sentence with normalised white space and quotes;
 * `<name>` is a macro. They match lower case unless `cased`.
 */
export interface PhraseEntry {
  readonly id: string;
  readonly rule: WordingRule;
  readonly level: WordingLevel;
  /** Readers for whom an error is a warning: on their pages it was right less often. */
  readonly warnFor?: readonly Audience[];
  readonly why: string;
  readonly instead: string;
  /** A cheap pattern; the others run only on sentences that contain it. */
  readonly cue: string;
  readonly match: readonly string[];
  /** For each pattern of `match`, lists of texts: a sentence in which it matches contains one of each. The build finds them. */
  readonly needs?: readonly (readonly (readonly string[])[])[];
  /** A match that overlaps one of these is ignored. */
  readonly unless?: readonly string[];
  /** A sentence that contains one of these is ignored. */
  readonly never?: readonly string[];
  /** Match the sentence with its capital letters. */
  readonly cased?: boolean;
  /** Match with each supplier replaced by one token, `<supplier>` in the pattern. */
  readonly suppliers?: boolean;
  /** Match with each time and duration replaced by one token, `<time>` in the pattern. */
  readonly times?: boolean;
  /** The kinds of text it applies to; all if absent. A notice is read as an incident's text. */
  readonly kinds?: readonly WordingKind[];
  /** In a notice, only a match that contains this pattern counts. */
  readonly notices?: string;
  /** Safe rewrites: a whole match of the pattern becomes the text (`$1` allowed), unless the third pattern follows. */
  readonly rewrites?: readonly (readonly [pattern: string, text: string, unlessBefore?: string])[];
}

/** A technical term in its usual forms, with plain words for it. */
export interface TermEntry {
  readonly id: string;
  readonly level: WordingLevel;
  readonly why: string;
  readonly say: string;
  /** Form → plain words for it, where `say` does not fit: a verb, a trouble. */
  readonly says?: Readonly<Record<string, string>>;
  /** Lower case, one space between words; hyphenated, joined and plural spellings are found too. */
  readonly forms: readonly string[];
  readonly unless?: readonly string[];
  /** A proper name, always capitalised; other capitalised words inside a sentence count as product names. */
  readonly proper?: boolean;
  /** Form → words that can replace it in any sentence. */
  readonly rewrites?: Readonly<Record<string, string>>;
}

/** Term → plain words that can stand where it stands; `swap.ts` says where. Two verb forms, `past / participle`, are one text. */
export interface Swaps {
  readonly nouns: Readonly<Record<string, string>>;
  readonly mass: Readonly<Record<string, string>>;
  readonly plural: Readonly<Record<string, string>>;
  readonly anywhere: Readonly<Record<string, string>>;
  readonly before: Readonly<Record<string, string>>;
  readonly verbs: Readonly<Record<string, string>>;
  readonly alone: Readonly<Record<string, string>>;
  /** A term, the pattern of what must follow it, and its plain words. */
  readonly followed: readonly (readonly [term: string, pattern: string, text: string])[];
}

/** Advice from the sentence's own words: where the pattern overlaps a finding, `$1` in `say` is a group of it. */
export interface Answer {
  readonly match: string;
  readonly say: string;
}

/** Technical words that a group of readers knows. */
export interface WordPack {
  /** The ids of jargon entries. */
  readonly knows: readonly string[];
  readonly words: readonly string[];
}

/** The wording rules as data, compiled from `lexicon/*.yaml` into `lexicon.gen.ts`. */
export interface Lexicon {
  readonly macros: Readonly<Record<string, string>>;
  readonly phrases: readonly PhraseEntry[];
  readonly terms: readonly TermEntry[];
  /** Only English has them. */
  readonly swaps?: Swaps;
  /** Only English has them. */
  readonly answers?: Readonly<Partial<Record<WordingRule, readonly Answer[]>>>;
  /** A time or a duration: "by 3pm", "within two hours", "tomorrow". */
  readonly timePhrase: string;
  /** A noun phrase for another company's service: "our hosting provider". */
  readonly supplierPhrase: string;
  /** A cheap pattern for sentences that can contain such a phrase; the English one if absent. */
  readonly supplierCue?: string;
  /** Whether its patterns match text without accents, with a space for each apostrophe: `foldAccents`. */
  readonly folded?: true;
  /** Phrases of that form that are not blame. */
  readonly supplierUnless: readonly string[];
  /** Well-known companies; each row has all names of one company. */
  readonly vendors: readonly (readonly string[])[];
  /** Company names that are also common words: only with a capital letter. */
  readonly ambiguousVendors: readonly string[];
  readonly packs: Readonly<Record<WordPackName, WordPack>>;
  /** The packs of each audience. */
  readonly audiences: Readonly<Record<Audience, readonly WordPackName[]>>;
  /** The words of blame of people in postmortems; only English has them. */
  readonly people?: PeopleLexicon;
}
