/** The path is relative to the content root, with `/`. The text has `\n` line ends and no BOM. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Why the file can't be read as text; the text is then empty. */
  readonly unreadable?: string;
}

/** UTF-16 offsets; `end` is exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface SourceLocation {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Clamps a span that reaches outside the text. */
export function locateSpan(source: SourceFile, span: TextSpan): SourceLocation {
  const size = source.text.length;
  const start = Math.min(Math.max(0, span.start), size);
  const end = Math.min(Math.max(start, span.end), size);
  const from = lineAndColumn(source, start);
  const to = lineAndColumn(source, end);
  return { path: source.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** `line` counts from 1. Without the line end. */
export function lineText(source: SourceFile, line: number): string {
  const starts = lineStarts(source);
  const start = starts[line - 1] ?? source.text.length;
  return source.text.slice(start, (starts[line] ?? source.text.length + 1) - 1);
}

const lineStartsBySource = new WeakMap<SourceFile, readonly number[]>();

/** The offset at which each line begins. */
export function lineStarts(source: SourceFile): readonly number[] {
  let starts = lineStartsBySource.get(source) as number[] | undefined;
  if (!starts) {
    starts = [0];
    for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1))
      starts.push(at + 1);
    lineStartsBySource.set(source, starts);
  }
  return starts;
}

function lineAndColumn(source: SourceFile, offset: number): { line: number; column: number } {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

/** The first control character of a text, with its name such as `U+0001`; line ends and tabs are none. */
export function findControlCharacter(text: string): { index: number; code: string } | undefined {
  const found = CONTROL.exec(text);
  if (!found) return undefined;
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return { index: found.index, code: `U+${code}` };
}

/**
 * Also bidirectional overrides, which make text display differently from its content, and what XML can't represent: half
 * of a surrogate pair and the non-characters.
 */
const CONTROL =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF\p{Cs}]/u;
