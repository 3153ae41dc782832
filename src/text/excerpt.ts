import stringWidth from 'fast-string-width';
import { splitGraphemes } from './graphemes.ts';

/** UTF-16 offsets of what is shown of a line; `end` is exclusive. */
export interface Excerpt {
  readonly start: number;
  readonly end: number;
}

/** Stands for what an excerpt leaves out at either end. */
export const ELLIPSIS = '…';

/**
 * The part of a line around a span that fits into a terminal's columns, whole words where possible. Room for an ellipsis is
 * kept at the ends that leave something out. The span's beginning is always in it.
 */
export function excerptAround(
  line: string,
  span: { readonly start: number; readonly end: number },
  columns: number,
): Excerpt {
  if (line.length <= columns * 4 && stringWidth(line) <= columns) return { start: 0, end: line.length };
  const room = columns - 2 * ELLIPSIS.length;
  const start = findStart(line, span, room);
  return { start, end: findEnd(line, start, span.end, room + (start === 0 ? 1 : 0)) };
}

/** The line's beginning if the span is near it; otherwise a word up to a third of the room before the span. */
function findStart(line: string, span: { start: number; end: number }, room: number): number {
  if (span.end <= room * 4 && stringWidth(line.slice(0, span.end)) <= room) return 0;
  const found = stringWidth(line.slice(span.start, Math.min(span.end, span.start + room)));
  const third = Math.floor(room / 3);
  if (found >= room && span.start <= third && stringWidth(line.slice(0, span.start)) <= third) return 0;
  const before = Math.max(0, Math.min(third, room - found));
  const words = [...line.slice(Math.max(0, span.start - before), span.start).matchAll(/(?<=\s)\S/gu)];
  for (const { index } of words) {
    const start = Math.max(0, span.start - before) + index;
    if (stringWidth(line.slice(start, span.start)) <= before) return start;
  }
  return line.charAt(span.start - 1).trim() === '' ? span.start : beginOfWord(line, span.start, third);
}

/** A span that begins within a word is shown from that word's beginning, if there is room. */
function beginOfWord(line: string, at: number, room: number): number {
  const word = /\S*$/u.exec(line.slice(Math.max(0, at - room), at))![0];
  const start = at - word.length;
  const isWhole = start === 0 || line.charAt(start - 1).trim() === '';
  return isWhole && stringWidth(word) <= room ? start : at;
}

/** The end of the last word that fits; of the last character, if a word is wider than the room or the span ends in it. */
function findEnd(line: string, start: number, spanEnd: number, room: number): number {
  if (line.length - start <= room * 4 && stringWidth(line.slice(start)) <= room) return line.length;
  let end = start;
  let wordEnd = start;
  let width = 0;
  for (const { segment, index } of splitGraphemes(line.slice(start, start + room * 4))) {
    if (segment.trim() === '' && end > start) wordEnd = end;
    width += stringWidth(segment);
    if (width > room) break;
    end = start + index + segment.length;
  }
  return wordEnd > start && (spanEnd <= wordEnd || spanEnd > end) ? wordEnd : end;
}
