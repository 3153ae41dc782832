import type { PhraseEntry } from './lexicon.ts';
import { expandMacros } from './macros.ts';
import type { ProseSpan } from './span.ts';

/** Returns the text that can replace a span of a sentence, if there is one. */
export type PhraseRewriter = (sentence: string, span: ProseSpan) => string | undefined;

/**
 * Applies the first rewrite whose pattern matches the whole span. In a replacement, `$1` is the first group of the
 * pattern, and `{a}` is the article that fits the next word.
 */
export function createPhraseRewriter(
  entry: PhraseEntry,
  macros: Readonly<Record<string, string>>,
): PhraseRewriter | undefined {
  if (entry.rewrites === undefined) return undefined;
  const rewrites = entry.rewrites;
  let compiled: readonly (readonly [RegExp, string])[] | undefined;
  return (sentence, { start, end }) => {
    compiled ??= rewrites.map(([pattern, text]) => [
      new RegExp(`^(?:${expandMacros(pattern, macros)})$`, 'i'),
      text,
    ]);
    const words = sentence.slice(start, end);
    for (const [pattern, text] of compiled) {
      if (pattern.test(words)) return matchCase(withArticle(words.replace(pattern, text)), words);
    }
    return undefined;
  };
}

const BEFORE =
  /(?:^|[,;:(] ?|\b(?:experienc(?:e|es|ed|ing)|see|sees|seen|seeing|saw|notic(?:e|ed|ing)|observ(?:e|ed|ing)|report(?:s|ed|ing)?|caus(?:e|es|ed|ing)|with|of|to|and|or|by|from|have|had|has|including|show(?:s|ing)?|encounter(?:ed|ing)?|investigating) )$/;
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

const matchCase = (text: string, words: string): string =>
  /^\p{Lu}/u.test(words) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
