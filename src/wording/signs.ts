import type { ProseSpan } from './span.ts';

/** Stand in a sentence for what the patterns need not spell out: somebody else's service, a time or a length of time. */
export const SUPPLIER_TOKEN = '§';
export const TIME_TOKEN = '⌛';

/** A sentence in which each mention of a kind is one sign, and the way back to the sentence's own offsets. */
export interface TokenizedSentence {
  readonly text: string;
  readonly toOriginalSpan: (span: ProseSpan) => ProseSpan;
}

/** Puts a sign in the place of each mention; mentions are in order and do not overlap. */
export function replaceWithToken(
  lower: string,
  mentions: readonly ProseSpan[],
  sign: string,
): TokenizedSentence {
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
  return { text, toOriginalSpan: (span) => ({ start: back(span.start), end: back(span.end) }) };
}
