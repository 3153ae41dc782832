import { lowerCase } from './fold.ts';
import { readProse } from './prose.ts';
import { splitSentences } from './sentences.ts';
import type { Span } from './span.ts';

/** Finds the words of a text that are the policy's own template. */
export type TemplateReader = (lower: string) => readonly Span[];

/** Shorter fragments say too little to be known as the template's. */
const SHORTEST = 12;

/** The fixed words of templates, between their `[placeholders]`, sentence by sentence; what fills them is not among them. */
export function templateReader(templates: readonly string[]): TemplateReader {
  const fragments = [...new Set(templates.flatMap(fragmentsOf))];
  return (lower) =>
    fragments.flatMap((fragment) => {
      const spans: Span[] = [];
      for (let at = lower.indexOf(fragment); at >= 0; at = lower.indexOf(fragment, at + fragment.length)) {
        spans.push({ start: at, end: at + fragment.length });
      }
      return spans;
    });
}

const fragmentsOf = (template: string): readonly string[] => {
  const { text } = readProse(template);
  return splitSentences(text).flatMap(({ start, end }) =>
    lowerCase(text.slice(start, end))
      .split(/\[[^\]]*\]/)
      .map((fragment) => fragment.trim())
      .filter((fragment) => fragment.length >= SHORTEST),
  );
};
