import type { TextSpan } from '../content/source.ts';
import { sentenceEndOffset } from './tokenize.ts';
import type { TextToken } from './tokenize.ts';

/** Where a text resembles a sentence of the template, and which words differ. */
export interface TemplateNearMiss extends TextSpan {
  /** The template's words that are missing; empty if the text only has extra ones. */
  readonly expected: string;
  /** The words in their place; empty if some are only missing. */
  readonly found: string;
  /** Offset in the template of the first word that differs. */
  readonly templateOffset: number;
}

/** The share of a sentence's words that must be present. */
const MIN_SIMILARITY = 0.5;

export function findNearMiss(
  sentence: readonly TextToken[],
  rest: readonly (readonly TextToken[])[],
  template: string,
  text: string,
): TemplateNearMiss | undefined {
  let best: readonly TextToken[] | undefined;
  let most = MIN_SIMILARITY;
  for (const candidate of rest) {
    const likeness = similarity(sentence, candidate);
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
  const from = sentence[head.words]?.start ?? sentenceEndOffset(template, sentence);
  return { ...span, expected, found: cut(text, differing), templateOffset: from };
}

function similarity(sentence: readonly TextToken[], candidate: readonly TextToken[]): number {
  if (candidate.length > 1 && sharedHead(sentence, candidate).taken === candidate.length) return 1;
  const fixed = sentence.filter((word) => word.placeholder === undefined);
  const keys = new Set(candidate.map((word) => word.key));
  return fixed.filter((word) => keys.has(word.key)).length / Math.max(1, fixed.length);
}

interface SharedWords {
  readonly words: number;
  readonly taken: number;
}

/** How many tokens match from the start. */
function sharedHead(sentence: readonly TextToken[], found: readonly TextToken[]): SharedWords {
  let [words, taken] = [0, 0];
  while (words < sentence.length && taken < found.length) {
    if (sentence[words]!.placeholder !== undefined) {
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

/** How many tokens match from the end, not going back beyond `head`. */
function sharedTail(
  sentence: readonly TextToken[],
  found: readonly TextToken[],
  head: SharedWords,
): SharedWords {
  let [words, taken] = [sentence.length, found.length];
  while (words > head.words && taken > head.taken) {
    if (sentence[words - 1]!.placeholder !== undefined) {
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

function cut(text: string, words: readonly TextToken[]): string {
  return words.length === 0 ? '' : text.slice(words[0]!.start, words.at(-1)!.end).replace(/\s+/g, ' ');
}
