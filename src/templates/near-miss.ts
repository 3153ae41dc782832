import type { Span } from '../content/source.ts';
import { endOf } from './tokenize.ts';
import type { Word } from './tokenize.ts';

/** Where a text comes near a sentence of the template, and which words differ. */
export interface NearMiss extends Span {
  /** The template's words that are not there; empty if the text only has more. */
  readonly expected: string;
  /** The words that stand there instead; empty if some are only missing. */
  readonly found: string;
  /** Offset in the template of the first word that differs. */
  readonly from: number;
}

/** How much of a sentence, or of its beginning, must be there for it to count as an attempt at it. */
const ATTEMPT = 0.5;

/** Where the words come nearest to a sentence of the template; undefined if nowhere near. */
export function nearMiss(
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
  if (candidate.length > 1 && sharedHead(sentence, candidate).taken === candidate.length) return 1;
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
