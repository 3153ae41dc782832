import type { Span } from './span.ts';

/** Stand in a sentence for what the patterns need not spell out: somebody else's service, a time or a length of time. */
export const SUPPLIER_SIGN = '§';
export const TIME_SIGN = '⌛';

/** A sentence in which each mention of a kind is one sign, and the way back to the sentence's own offsets. */
export interface SignText {
  readonly text: string;
  readonly original: (span: Span) => Span;
}

/** Puts a sign in the place of each mention; mentions are in order and do not overlap. */
export function withSigns(lower: string, mentions: readonly Span[], sign: string): SignText {
  let text = '';
  let from = 0;
  const signs = mentions.map((mention) => {
    text += lower.slice(from, mention.start);
    from = mention.end;
    text += sign;
    return { at: text.length - 1, end: mention.end };
  });
  text += lower.slice(from);
  const back = (offset: number): number => {
    const before = signs.findLast(({ at }) => at < offset);
    return before === undefined ? offset : before.end + offset - before.at - 1;
  };
  return { text, original: (span) => ({ start: back(span.start), end: back(span.end) }) };
}
