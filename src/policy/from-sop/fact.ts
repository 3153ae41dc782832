import type { SopBlock } from './sop-blocks.ts';

/** A value of the policy that a line states, or a question about the line. */
export type SopFact =
  | { readonly path: readonly string[]; readonly value: unknown; readonly adds?: true }
  | { readonly ask: string };

/** Reads one kind of line; empty if the line is of another kind. */
export type Recognizer = (block: SopBlock) => readonly SopFact[];

export function isUnder({ headings, under }: SopBlock, words: RegExp): boolean {
  return headings.some((heading) => words.test(heading)) || (under !== undefined && words.test(under));
}

export const add = (path: readonly string[], value: unknown): SopFact => ({ path, value, adds: true });

export const ROLES_HEADING = /^(?:roles\b|people$|responsibilities$|who does what\b)/i;
