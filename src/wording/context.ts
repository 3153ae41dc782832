/** What is being read: postmortems are judged for blame and speculation only, planned work may name its times. */
export type WordingKind = 'incident' | 'maintenance' | 'postmortem' | 'title';

/** Company jargon with the plain words to use for it. */
export interface GlossaryTerm {
  readonly term: string;
  readonly say: string;
  readonly why?: string;
}

/** A term the company's customers do know, with the reason that was agreed. */
export interface AllowedTerm {
  readonly term: string;
  readonly reason: string;
}

/**
 * Everything that differs between companies. Keep one object per site or policy: what is compiled from it is
 * remembered for as long as the object lives.
 */
export interface WordingContext {
  readonly kind: WordingKind;
  /** The site's name, then its components and groups: their words are no jargon, and they are never suppliers to blame. */
  readonly names: readonly string[];
  /** Third parties the site relies on. */
  readonly suppliers: readonly string[];
  readonly glossary: readonly GlossaryTerm[];
  readonly allowed: readonly AllowedTerm[];
  /** Template texts of the policy, with `[placeholders]`: their own words are not judged, what fills them is. */
  readonly templates: readonly string[];
  /** The longest time the policy allows between updates, in minutes; "next update in …" is held to it. */
  readonly cadence?: number;
  /** Whether to give hints too. */
  readonly hints?: boolean;
}

/** A context that knows nothing about the company. */
export const EMPTY_CONTEXT: WordingContext = {
  kind: 'incident',
  names: [],
  suppliers: [],
  glossary: [],
  allowed: [],
  templates: [],
};
