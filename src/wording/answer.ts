import type { Lexicon } from './lexicon.ts';
import type { SentenceWordingMatch } from './match.ts';
import { spansOverlap } from './span.ts';

const compiled = new WeakMap<object, readonly (readonly [RegExp, string])[]>();

/**
 * Advice made of the sentence's own words, or undefined if no pattern overlaps the finding. Without `quoting`, only advice that does
 * not repeat the sentence.
 */
export function answerFor(
  { answers }: Lexicon,
  sentence: string,
  { rule, start, end }: SentenceWordingMatch,
  quoting: boolean,
): string | undefined {
  const own = answers?.[rule];
  if (own === undefined) return undefined;
  let patterns = compiled.get(own);
  if (patterns === undefined) {
    patterns = own.map(({ match, say }) => [new RegExp(match, 'i'), say]);
    compiled.set(own, patterns);
  }
  const span = { start, end };
  for (const [pattern, say] of patterns) {
    if (!quoting && say.includes('$')) continue;
    const found = pattern.exec(sentence);
    if (found === null || !spansOverlap({ start: found.index, end: found.index + found[0].length }, span))
      continue;
    return say.replace(/("?)\$(\d)/g, (_, quote: string, group: string) =>
      quote === ''
        ? withoutCapital(found[Number(group)]!, sentence)
        : quote + withCapital(found[Number(group)]!),
    );
  }
  return undefined;
}

const withCapital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
/** "The outage" that began the sentence no longer does. */
const withoutCapital = (words: string, sentence: string): string =>
  sentence.startsWith(words) && /^(?:The|This|It|An?|Our|Some)\b/.test(words)
    ? words.slice(0, 1).toLowerCase() + words.slice(1)
    : words;
