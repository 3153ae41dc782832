import { parseMarker } from './markers.ts';
import type { Marker } from './markers.ts';
import { takeTrack } from './tracks.ts';
import type { TrackedLine } from './tracks.ts';

/** One line of a text with all that a cut needs to know of it. */
export interface TextLine extends TrackedLine {
  readonly blank: boolean;
  /** Inside a code block or a quotation, where nothing is a marker. */
  readonly quoted: boolean;
  /** The first line of a paragraph. */
  readonly opens: boolean;
  readonly marker?: Marker;
}

/** A text without comments and without marks of the byte order; what the comments said is for the team. */
export function prepareText(text: string): { readonly text: string; readonly hidden: readonly string[] } {
  const hidden: string[] = [];
  const plain = text.replace(/[\uFEFF\u200B\u2060]/g, '').replace(/[\u00A0\u202F]/g, ' ');
  const parts = plain.split(/(^ {0,3}(?:```|~~~)[^\n]*\n[\s\S]*?^ {0,3}(?:```|~~~)\s*$)/m);
  const shown = parts.map((part, index) => {
    if (index % 2 === 1) return part;
    return part.replace(/<!--+([\s\S]*?)-->/g, (_whole, comment: string) => {
      hidden.push(comment.trim());
      return '';
    });
  });
  return { text: dedent(shown.join('')), hidden: hidden.filter((comment) => comment !== '') };
}

/** A text that is indented as a whole is no code; `\n` written out in it is a line end. */
function dedent(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0 || !lines.every((line) => /^(?: {4}|\t)/.test(line))) return text;
  return text.replace(/^(?: {4}|\t)/gm, '').replace(/\\n/g, '\n');
}

/** Cuts a prepared text into lines. */
export function readLines(text: string): TextLine[] {
  let fence: string | undefined;
  let opens = true;
  return text.split('\n').map((raw) => {
    const track = takeTrack(raw);
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(raw);
    // `~~~` alone between paragraphs parts two updates; it opens a code block only where a language or a close follows.
    const isFence =
      mark !== null && (mark[1]!.startsWith('`') || fence !== undefined || mark[2]!.trim() !== '');
    const quoted = fence !== undefined || isFence || /^ {0,3}>/.test(raw);
    if (isFence) fence = fence === undefined ? mark[1]! : mark[1]!.startsWith(fence[0]!) ? undefined : fence;
    const blank = track.text.trim() === '' || /^\s*\\\s*$/.test(track.text);
    const marker = quoted || blank ? undefined : parseMarker(track.text);
    const line: TextLine = {
      ...track,
      blank: blank && track.time === undefined,
      quoted,
      opens,
      ...(marker && { marker }),
    };
    opens = blank || raw.endsWith('\\') || track.time !== undefined;
    return line;
  });
}
