import type { TextSpan } from '../content/source.ts';
import { findNearMiss } from './near-miss.ts';
import type { TemplateNearMiss } from './near-miss.ts';
import { sentenceEndOffset, splitIntoSentences, tokenizeTemplate, tokenizeText } from './tokenize.ts';
import type { TextToken } from './tokenize.ts';

export interface FilledPlaceholder extends TextSpan {
  readonly placeholder: string;
  readonly text: string;
}

/** One sentence of a template, and where a text contains it. */
export interface TemplateSentenceMatch {
  /** Offsets in the template. */
  readonly template: TextSpan;
  /** Offsets in the text; absent if the text doesn't contain it. */
  readonly span?: TextSpan;
  readonly values: readonly FilledPlaceholder[];
  readonly nearMiss?: TemplateNearMiss;
}

/**
 * Finds each sentence of a template in a Markdown text. White space, quotes, emphasis, case and sentences in between
 * may differ; words may not.
 */
export function matchTemplate(template: string, text: string): readonly TemplateSentenceMatch[] {
  const words = tokenizeText(text);
  const matches = compileTemplate(template).map((sentence) => ({
    sentence,
    hit: findSentence(sentence, words, text),
  }));
  const matched = matches.flatMap(({ hit }) => (hit ? [hit.span] : []));
  let rest: TextToken[][] | undefined;
  return matches.map(({ sentence, hit }) => {
    const templateSpan = { start: sentence[0]!.start, end: sentenceEndOffset(template, sentence) };
    if (hit) return { template: templateSpan, ...hit };
    rest ??= splitIntoSentences(words).filter(
      (found) => !matched.some((span) => found[0]!.start < span.end && found.at(-1)!.end > span.start),
    );
    const nearMiss = findNearMiss(sentence, rest, template, text);
    return { template: templateSpan, values: [], ...(nearMiss && { nearMiss }) };
  });
}

/** The spans of a text that come from a template, without the values of placeholders. */
export function findTemplateSpans(templates: readonly string[], text: string): TextSpan[] {
  const words = tokenizeText(text);
  return templates.flatMap(compileTemplate).flatMap((sentence) => {
    const match = findSentence(sentence, words, text);
    if (!match) return [];
    const edges = [
      match.span.start,
      ...match.values.flatMap(({ start, end }) => [start, end]),
      match.span.end,
    ];
    const spans: TextSpan[] = [];
    for (let at = 0; at < edges.length; at += 2) spans.push({ start: edges[at]!, end: edges[at + 1]! });
    return spans.filter(({ start, end }) => end > start);
  });
}

const cache = new Map<string, readonly (readonly TextToken[])[]>();
const MAX_CACHED = 500;

function compileTemplate(template: string): readonly (readonly TextToken[])[] {
  let sentences = cache.get(template);
  if (!sentences) {
    if (cache.size >= MAX_CACHED) cache.clear();
    sentences = splitIntoSentences(tokenizeTemplate(template));
    cache.set(template, sentences);
  }
  return sentences;
}

type TokenMatch = { readonly span: TextSpan; readonly values: readonly FilledPlaceholder[] };

function findSentence(
  sentence: readonly TextToken[],
  words: readonly TextToken[],
  text: string,
): TokenMatch | undefined {
  for (let at = 0; at < words.length; at += 1) {
    if (words[at]!.breakBefore === 0) continue;
    if (!sentence[0]!.placeholder && words[at]!.key !== sentence[0]!.key) continue;
    const ends = matchFrom(sentence, 0, words, at);
    if (!ends) continue;
    const values: FilledPlaceholder[] = [];
    for (const [index, word] of sentence.entries()) {
      if (word.placeholder === undefined) continue;
      const from = index === 0 ? at : ends[index - 1]!;
      const span = { start: words[from]!.start, end: words[ends[index]! - 1]!.end };
      values.push({ ...span, placeholder: word.placeholder, text: text.slice(span.start, span.end) });
    }
    return { span: { start: words[at]!.start, end: words[ends.at(-1)! - 1]!.end }, values };
  }
  return undefined;
}

/**
 * For each token of the sentence from `index` on, the position after its match; undefined if it doesn't match here.
 */
function matchFrom(
  sentence: readonly TextToken[],
  index: number,
  words: readonly TextToken[],
  at: number,
): number[] | undefined {
  if (index === sentence.length) return at === words.length || words[at]!.breakBefore > 0 ? [] : undefined;
  const word = sentence[index]!;
  const first = words[at];
  if (!first || (index > 0 && first.breakBefore === 2)) return undefined;
  if (word.placeholder === undefined) {
    const rest = first.key === word.key ? matchFrom(sentence, index + 1, words, at + 1) : undefined;
    return rest && [at + 1, ...rest];
  }
  const stop = sentenceEnd(words, at);
  if (index === sentence.length - 1) return stop - at > MAX_PLACEHOLDER_WORDS ? undefined : [stop];
  for (let end = at + 1; end < stop; end += 1) {
    const rest = matchFrom(sentence, index + 1, words, end);
    if (rest) return [end, ...rest];
  }
  return undefined;
}

/** A placeholder matches at most this many words, which bounds the search. */
const MAX_PLACEHOLDER_WORDS = 40;

/** The end of the sentence, at most one placeholder's length away. */
function sentenceEnd(words: readonly TextToken[], at: number): number {
  let end = at + 1;
  while (end < words.length && words[end]!.breakBefore < 2 && end - at <= MAX_PLACEHOLDER_WORDS) end += 1;
  return end;
}
