import type { ProseSpan } from './span.ts';

/** Replace another company's service, and a time or a duration, before patterns run. */
export const SUPPLIER_TOKEN = '§';
export const TIME_TOKEN = '⌛';
/** A duration that does not end anything: "for two hours", "during the day", "from 9:00". */
export const DURATION_TOKEN = '⏲';
/** A day with its month: "on January 2nd". */
export const DATE_TOKEN = '◷';

/** A sentence with each mention replaced by one token, and a function that maps spans back to the sentence. */
export interface TokenizedSentence {
  readonly text: string;
  readonly toOriginalSpan: (span: ProseSpan) => ProseSpan;
  /** The replaced mentions, with offsets of the original sentence. */
  readonly mentions: readonly ProseSpan[];
}

/** Mentions are in order and do not overlap. */
export function replaceWithToken(
  lower: string,
  mentions: readonly ProseSpan[],
  tokenOf: string | ((mention: string) => string),
): TokenizedSentence {
  let text = '';
  let from = 0;
  const tokens = mentions.map((mention) => {
    text += lower.slice(from, mention.start);
    from = mention.end;
    text += typeof tokenOf === 'string' ? tokenOf : tokenOf(lower.slice(mention.start, mention.end));
    return { at: text.length - 1, end: mention.end };
  });
  text += lower.slice(from);
  const toOriginal = (offset: number): number => {
    const before = tokens.findLast(({ at }) => at < offset);
    return before === undefined ? offset : before.end + offset - before.at - 1;
  };
  return {
    text,
    toOriginalSpan: (span) => ({ start: toOriginal(span.start), end: toOriginal(span.end) }),
    mentions,
  };
}
