/** Postmortems are checked for blame and speculation only; maintenance and notices may name their times. */
export type WordingKind = 'incident' | 'maintenance' | 'notice' | 'postmortem' | 'title';

/** Who reads a page. Each knows the words of some packs: `lexicon/packs.yaml`. */
export const AUDIENCES = ['customers', 'developers', 'researchers'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The packs of `lexicon/packs.yaml`. */
export const WORD_PACKS = ['web', 'cloud', 'code', 'operations', 'computing', 'hosting'] as const;
export type WordPackName = (typeof WORD_PACKS)[number];

/** Company jargon with the plain words to use for it. */
export interface GlossaryTerm {
  readonly term: string;
  readonly say: string;
  readonly why?: string;
}

/** A technical term that the company's customers know, with the reason to allow it. */
export interface AllowedTerm {
  readonly term: string;
  readonly reason: string;
}

/**
 * Everything that differs between companies. Reuse one object per site or policy: compiled matchers are cached by this
 * object.
 */
export interface WordingContext {
  readonly kind: WordingKind;
  /** The site's name, then its components and groups: their words are not jargon, and they are not suppliers. */
  readonly names: readonly string[];
  readonly audience: Audience;
  /** Word packs that these readers know, besides those of the audience. */
  readonly packs: readonly WordPackName[];
  /** The company's own terms that its readers know: products, plans, trade words. */
  readonly terms: readonly string[];
  /** Third parties the site relies on. */
  readonly suppliers: readonly string[];
  readonly glossary: readonly GlossaryTerm[];
  readonly allowed: readonly AllowedTerm[];
  /** Template texts of the policy, with `[placeholders]`: their fixed text is skipped, what fills them is checked. */
  readonly templates: readonly string[];
  /** The longest time between updates that the policy allows, in minutes; checked against "next update in …". */
  readonly cadence?: number;
  /** Whether to report hints too. */
  readonly hints?: boolean;
}

export const EMPTY_CONTEXT: WordingContext = {
  kind: 'incident',
  names: [],
  audience: 'customers',
  packs: [],
  terms: [],
  suppliers: [],
  glossary: [],
  allowed: [],
  templates: [],
};
