import type { PhraseEntry } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import type { ProseSpan } from './span.ts';

/** Returns the text that can replace a span of a sentence, if there is one. */
export type PhraseRewriter = (sentence: string, span: ProseSpan) => string | undefined;

/**
 * Applies the first rewrite whose pattern matches the whole span. In a replacement, `$1` is the first group of the
 * pattern, and `{a}` is the article that fits the next word. A third text is a pattern: where it follows the span, the rewrite would not fit.
 */
export function createPhraseRewriter(
  entry: PhraseEntry,
  macros: Readonly<Record<string, string>>,
): PhraseRewriter | undefined {
  if (entry.rewrites === undefined) return undefined;
  const rewrites = entry.rewrites;
  let compiled: readonly (readonly [RegExp, string, RegExp | undefined])[] | undefined;
  return (sentence, { start, end }) => {
    compiled ??= rewrites.map(([pattern, text, unlessBefore]) => [
      new RegExp(`^(?:${expandMacros(pattern, macros)})$`, 'i'),
      text,
      unlessBefore === undefined ? undefined : new RegExp(`^(?:${unlessBefore})`, 'i'),
    ]);
    const words = sentence.slice(start, end);
    for (const [pattern, text, unlessBefore] of compiled) {
      if (!pattern.test(words)) continue;
      if (unlessBefore?.test(sentence.slice(end)) === true) return undefined;
      const written = withArticle(words.replace(pattern, text));
      // "HTTP errors" inside a sentence has capitals of its own
      return start > 0 && /^\p{Lu}{2}/u.test(words) ? written : matchCase(written, words);
    }
    return undefined;
  };
}

/** What may follow a time that can be left out. */
const AFTER_TIME = /^(?:$|[.;!](?!\w)|,? (?:and|but|so|while)\b|, which\b)/;
/** Words that need the time after them: "will take two hours", "is expected by noon". Without its time, "should be back" is a guess. */
const NEEDS_TIME =
  /(?:^|[^\w])should(?:[^\w]|$)|(?:^|[^\w])(?:be|is|are|was|were|to|of|take|takes|taking|last|lasts|lasting|at|about|around|another|than|need|needs|require|requires|within|the|an?|in|for|by|on|from|before|after|expects?|expected|expecting|anticipated?|estimated?|due|scheduled|planned|targeting|hopes?|eta|it|additional|up|approximately|approx|ca|roughly|under|over|less|more|next|and|or|until|starting|beginning|only|just|happen|occur|early|late|later|sometime|come|or so)$/i;

/** A promise without its time: "We expect a fix within two hours." becomes "We expect a fix." */
export function dropTime(
  sentence: string,
  { start, end }: ProseSpan,
  times: readonly ProseSpan[] = [],
): string | undefined {
  const time = times.find((one) => one.end === end && one.start > start);
  if (time === undefined || !AFTER_TIME.test(sentence.slice(end))) return undefined;
  const kept = sentence.slice(start, time.start).trimEnd().replace(/,$/, '');
  return kept === '' || NEEDS_TIME.test(kept) ? undefined : kept;
}

const CAUSE = /^(?:due to|because of|as a result of|owing to|following) /i;
/** Words that need the cause after them, and those that make it a guess. */
const NEEDS_CAUSE =
  /(?:^|[^\w])(?:is|are|was|were|be|been|being|and|or|but|not|only|mainly|mostly|likely|possibly|probably|partly|largely|solely|perhaps|that|this|it|which|update|information|maintenance)$/i;
const MIN_WORDS = 4;

/** A sentence without the cause at its end: "Orders are late due to an AWS outage." becomes "Orders are late." */
export function dropCause(
  sentence: string,
  { start, end }: ProseSpan,
): { readonly text: string; readonly start: number } | undefined {
  if (!CAUSE.test(sentence.slice(start, end)) || !/^[.!]?$/.test(sentence.slice(end))) return undefined;
  const kept = sentence.slice(0, start).replace(/,? +$/, '');
  return kept.split(' ').length < MIN_WORDS || NEEDS_CAUSE.test(kept)
    ? undefined
    : { text: '', start: kept.length };
}

const BEFORE =
  /(?:^|[,;:(] ?|\b(?:experienc(?:e|es|ed|ing)|see|sees|seen|seeing|saw|notic(?:e|ed|ing)|observ(?:e|ed|ing)|report(?:s|ed|ing)?|caus(?:e|es|ed|ing)|with|of|to|and|or|by|from|have|had|has|including|show(?:s|ing)?|encounter(?:ed|ing)?|investigat(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|for|about) )$/;
const AFTER =
  /^(?:$|[.,;:!?)]| (?:for|in|on|at|when|while|and|or|with|across|during|within|since|from|between|affecting|impacting)\b)/;

/**
 * Replaces a technical noun phrase by a plain one, only after a verb or a preposition and before punctuation or a
 * preposition, so that no adjective, article or verb has to agree with it.
 */
export function rewriteTerm(
  text: string | undefined,
  lower: string,
  { start, end }: ProseSpan,
): string | undefined {
  if (text === undefined || !AFTER.test(lower.slice(end))) return undefined;
  return BEFORE.test(lower.slice(Math.max(0, start - 16), start)) ? text : undefined;
}

const DETERMINER = /^(?:the|an?|our|your|its|this|that|some) /;

/** Replaces one of the company's terms by its plain word, where the article before it still fits. */
export function rewriteGlossaryTerm(say: string, lower: string, { start }: ProseSpan): string | undefined {
  const before = lower.slice(Math.max(0, start - 16), start);
  if (DETERMINER.test(say)) return BEFORE.test(before) ? say : undefined;
  const article = /\b(an?) $/.exec(before)?.[1];
  return article === undefined || (article === 'an') === /^[aeiou]/i.test(say) ? say : undefined;
}

const withArticle = (text: string): string =>
  text.replace(/\{a\} (\w)/gi, (_, next: string) => `${/[aeiou]/i.test(next) ? 'an' : 'a'} ${next}`);

/** Capitalises a text that replaces capitalised words, unless it begins with a host name. */
export const matchCase = (text: string, words: string): string =>
  /^\p{Lu}/u.test(words) && !/^[\w-]+\.\w/.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
