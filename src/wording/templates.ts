import { lowerCase } from './fold.ts';
import { extractProse } from './prose.ts';
import { splitSentences } from './sentences.ts';
import type { ProseSpan } from './span.ts';

/** Finds the words of a text that are the policy's own template. */
export type TemplateMatcher = (lower: string) => readonly ProseSpan[];

/** Shorter fragments say too little to be known as the template's. */
const MIN_FRAGMENT_LENGTH = 12;

/** The fixed words of templates, between their `[placeholders]`, sentence by sentence; what fills them is not among them. */
export function createTemplateMatcher(templates: readonly string[]): TemplateMatcher {
  const fragments = [...new Set(templates.flatMap(fragmentsOf))];
  return (lower) =>
    fragments.flatMap((fragment) => {
      const spans: ProseSpan[] = [];
      for (let at = lower.indexOf(fragment); at >= 0; at = lower.indexOf(fragment, at + fragment.length)) {
        spans.push({ start: at, end: at + fragment.length });
      }
      return spans;
    });
}

const fragmentsOf = (template: string): readonly string[] => {
  const { text } = extractProse(template);
  return splitSentences(text).flatMap(({ start, end }) =>
    lowerCase(text.slice(start, end))
      .split(/\[[^\]]*\]/)
      .map((fragment) => fragment.trim())
      .filter((fragment) => fragment.length >= MIN_FRAGMENT_LENGTH),
  );
};
