import type { TextSpan } from './source.ts';

/**
 * Fenced code blocks, from the start of the opening line to the end of the closing one; an unclosed block extends to
 * the end of the text. As in CommonMark, a closing fence has only blanks after it, and the info string of a backtick
 * fence has no backticks.
 */
export function findFencedCode(text: string, start: number): TextSpan[] {
  if (!text.includes('```', start) && !text.includes('~~~', start)) return [];
  const fences: { start: number; end: number }[] = [];
  const line = /(?<![^\n]) {0,3}(`{3,}|~{3,})([^\n]*)/g;
  line.lastIndex = start;
  let open: string | undefined;
  for (let match = line.exec(text); match; match = line.exec(text)) {
    const [whole, marker, behind] = match as unknown as [string, string, string];
    if (open === undefined) {
      if (marker.startsWith('`') && behind.includes('`')) continue;
      open = marker;
      fences.push({ start: match.index, end: text.length });
    } else if (marker[0] === open[0] && marker.length >= open.length && behind.trim() === '') {
      open = undefined;
      fences.at(-1)!.end = match.index + whole.length;
    }
  }
  return fences;
}

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
