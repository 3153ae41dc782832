import type { Span } from '../content/source.ts';
import { nearMiss } from './near-miss.ts';
import type { NearMiss } from './near-miss.ts';
import { endOf, sentencesOf, templateWords, wordsOf } from './tokenize.ts';
import type { Word } from './tokenize.ts';

/** What a text says where its template leaves a place to fill. */
export interface FilledPlace extends Span {
  readonly placeholder: string;
  readonly text: string;
}

/** One sentence of a template, and what became of it in a text. */
export interface SentenceMatch {
  /** Where it stands in the template. */
  readonly template: Span;
  /** Where the text carries it; absent if it doesn't. */
  readonly span?: Span;
  readonly values: readonly FilledPlace[];
  readonly near?: NearMiss;
}

/**
 * Looks for each sentence of a template in a Markdown text. White space, line breaks, quotes, emphasis, capitals and
 * sentences between them are forgiven; another word is not. Offsets are those of the text.
 */
export function matchTemplate(template: string, text: string): readonly SentenceMatch[] {
  const words = wordsOf(text);
  const matches = compiled(template).map((sentence) => ({ sentence, hit: find(sentence, words, text) }));
  const taken = matches.flatMap(({ hit }) => (hit ? [hit.span] : []));
  let rest: Word[][] | undefined;
  return matches.map(({ sentence, hit }) => {
    const place = { start: sentence[0]!.start, end: endOf(template, sentence) };
    if (hit) return { template: place, ...hit };
    rest ??= sentencesOf(words).filter(
      (found) => !taken.some((span) => found[0]!.start < span.end && found.at(-1)!.end > span.start),
    );
    const near = nearMiss(sentence, rest, template, text);
    return { template: place, values: [], ...(near && { near }) };
  });
}

/** The stretches of a text that are a template's own words: not what fills its places, not what is written around it. */
export function templateSpans(templates: readonly string[], text: string): Span[] {
  const words = wordsOf(text);
  return templates.flatMap(compiled).flatMap((sentence) => {
    const hit = find(sentence, words, text);
    if (!hit) return [];
    const edges = [hit.span.start, ...hit.values.flatMap(({ start, end }) => [start, end]), hit.span.end];
    const spans: Span[] = [];
    for (let at = 0; at < edges.length; at += 2) spans.push({ start: edges[at]!, end: edges[at + 1]! });
    return spans.filter(({ start, end }) => end > start);
  });
}

const cache = new Map<string, readonly (readonly Word[])[]>();
const MOST_CACHED = 500;

function compiled(template: string): readonly (readonly Word[])[] {
  let sentences = cache.get(template);
  if (!sentences) {
    if (cache.size >= MOST_CACHED) cache.clear();
    sentences = sentencesOf(templateWords(template));
    cache.set(template, sentences);
  }
  return sentences;
}

type Hit = { readonly span: Span; readonly values: readonly FilledPlace[] };

function find(sentence: readonly Word[], words: readonly Word[], text: string): Hit | undefined {
  for (let at = 0; at < words.length; at += 1) {
    if (words[at]!.before === 0) continue;
    if (!sentence[0]!.hole && words[at]!.key !== sentence[0]!.key) continue;
    const ends = matchFrom(sentence, 0, words, at);
    if (!ends) continue;
    const values: FilledPlace[] = [];
    for (const [index, word] of sentence.entries()) {
      if (word.hole === undefined) continue;
      const from = index === 0 ? at : ends[index - 1]!;
      const span = { start: words[from]!.start, end: words[ends[index]! - 1]!.end };
      values.push({ ...span, placeholder: word.hole, text: text.slice(span.start, span.end) });
    }
    return { span: { start: words[at]!.start, end: words[ends.at(-1)! - 1]!.end }, values };
  }
  return undefined;
}

/** For each word of the sentence from `index` on, the position after what it took; undefined if it doesn't fit here. */
function matchFrom(
  sentence: readonly Word[],
  index: number,
  words: readonly Word[],
  at: number,
): number[] | undefined {
  if (index === sentence.length) return at === words.length || words[at]!.before > 0 ? [] : undefined;
  const word = sentence[index]!;
  const first = words[at];
  if (!first || (index > 0 && first.before === 2)) return undefined;
  if (word.hole === undefined) {
    const rest = first.key === word.key ? matchFrom(sentence, index + 1, words, at + 1) : undefined;
    return rest && [at + 1, ...rest];
  }
  const stop = sentenceEnd(words, at);
  if (index === sentence.length - 1) return stop - at > MOST_WORDS ? undefined : [stop];
  for (let end = at + 1; end < stop; end += 1) {
    const rest = matchFrom(sentence, index + 1, words, end);
    if (rest) return [end, ...rest];
  }
  return undefined;
}

/** A place takes no more words than this, so that no text makes the search long. */
const MOST_WORDS = 40;

/** Where a sentence ends, as far as a place could reach. */
function sentenceEnd(words: readonly Word[], at: number): number {
  let end = at + 1;
  while (end < words.length && words[end]!.before < 2 && end - at <= MOST_WORDS) end += 1;
  return end;
}
