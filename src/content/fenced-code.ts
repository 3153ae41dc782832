import type { TextSpan } from './source.ts';

/**
 * The stretches of fenced code in Markdown, from the opening line to the end of the closing one; a fence that is never
 * closed goes on to the end. As CommonMark has it, nothing but blanks stands behind a closing fence, and no backtick
 * behind an opening one of backticks.
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
