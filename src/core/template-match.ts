import type { Span } from './source.ts';
import { sentencesOf, templateWords, wordsOf } from './template-words.ts';
import type { Word } from './template-words.ts';

/** What a text says where its template leaves a place to fill. */
export interface FilledPlace extends Span {
  readonly placeholder: string;
  readonly text: string;
}

/** Where a text comes near a sentence of the template, and which words differ. */
export interface NearMiss extends Span {
  /** The template's words that are not there; empty if the text only has more. */
  readonly expected: string;
  /** The words that stand there instead; empty if some are only missing. */
  readonly found: string;
  /** Offset in the template of the first word that differs. */
  readonly from: number;
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

function endOf(template: string, sentence: readonly Word[]): number {
  const { end } = sentence.at(-1)!;
  return end + (/^[.!?:;]/.exec(template.slice(end))?.[0].length ?? 0);
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
  if (index === sentence.length - 1) return [stop];
  for (let end = at + 1; end < stop; end += 1) {
    const rest = matchFrom(sentence, index + 1, words, end);
    if (rest) return [end, ...rest];
  }
  return undefined;
}

function sentenceEnd(words: readonly Word[], at: number): number {
  let end = at + 1;
  while (end < words.length && words[end]!.before < 2) end += 1;
  return end;
}

/** How much of a sentence must be there for it to count as an attempt at it. */
const ATTEMPT = 0.5;

function nearMiss(
  sentence: readonly Word[],
  rest: readonly (readonly Word[])[],
  template: string,
  text: string,
): NearMiss | undefined {
  let best: readonly Word[] | undefined;
  let most = ATTEMPT;
  for (const candidate of rest) {
    const likeness = alike(sentence, candidate);
    if (likeness >= most && (best === undefined || likeness > most)) [best, most] = [candidate, likeness];
  }
  if (!best) return undefined;
  const head = sharedHead(sentence, best);
  const tail = sharedTail(sentence, best, head);
  const expected = cut(template, sentence.slice(head.words, tail.words));
  const differing = best.slice(head.taken, tail.taken);
  const beside = best[head.taken - 1] ?? best[tail.taken]!;
  const span =
    differing.length > 0
      ? { start: differing[0]!.start, end: differing.at(-1)!.end }
      : { start: beside.start, end: beside.end };
  const from = sentence[head.words]?.start ?? endOf(template, sentence);
  return { ...span, expected, found: cut(text, differing), from };
}

function alike(sentence: readonly Word[], candidate: readonly Word[]): number {
  const fixed = sentence.filter((word) => word.hole === undefined);
  const keys = new Set(candidate.map((word) => word.key));
  return fixed.filter((word) => keys.has(word.key)).length / Math.max(1, fixed.length);
}

interface Shared {
  readonly words: number;
  readonly taken: number;
}

/** How far both agree from the beginning. */
function sharedHead(sentence: readonly Word[], found: readonly Word[]): Shared {
  let [words, taken] = [0, 0];
  while (words < sentence.length && taken < found.length) {
    if (sentence[words]!.hole !== undefined) {
      const next = sentence[words + 1];
      const end = next ? found.findIndex((word, at) => at > taken && word.key === next.key) : found.length;
      if (end < 0) break;
      taken = end;
    } else if (sentence[words]!.key === found[taken]!.key) taken += 1;
    else break;
    words += 1;
  }
  return { words, taken };
}

/** How far both agree from the end, not going back behind `head`. */
function sharedTail(sentence: readonly Word[], found: readonly Word[], head: Shared): Shared {
  let [words, taken] = [sentence.length, found.length];
  while (words > head.words && taken > head.taken) {
    if (sentence[words - 1]!.hole !== undefined) {
      const previous = sentence[words - 2];
      const start = found.findLastIndex(
        (word, at) => at < taken - 1 && at >= head.taken && word.key === previous?.key,
      );
      if (words - 1 === head.words) taken = head.taken;
      else if (start < 0) break;
      else taken = start + 1;
    } else if (sentence[words - 1]!.key === found[taken - 1]!.key) taken -= 1;
    else break;
    words -= 1;
  }
  return { words, taken };
}

function cut(text: string, words: readonly Word[]): string {
  return words.length === 0 ? '' : text.slice(words[0]!.start, words.at(-1)!.end).replace(/\s+/g, ' ');
}
