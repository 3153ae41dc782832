import { findFencedCode } from './fenced-code.ts';
import type { TextSpan } from './source.ts';

/** Level-2 headings outside fenced code, each with the end of its section. */
export function findSectionHeadings(text: string, start: number): { heading: TextSpan; end: number }[] {
  const sections: { heading: TextSpan; end: number }[] = [];
  const fences = findFencedCode(text, start);
  let fence = 0;
  // Only \n ends a line: `^` would also match after U+2028.
  const line = /(?<![^\n])## ?(?!#)[^\n]*/g;
  line.lastIndex = start;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    while (fence < fences.length && fences[fence]!.end <= match.index) fence += 1;
    if (fence < fences.length && fences[fence]!.start < match.index) continue;
    const previous = sections.at(-1);
    if (previous) previous.end = match.index;
    sections.push({ heading: { start: match.index, end: match.index + match[0].length }, end: text.length });
  }
  return sections;
}
