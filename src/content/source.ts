/** A file as it was read: its path from the content root, with `/`, and its text with `\n` line ends and no BOM. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Why the bytes are no text that could be judged, in words; the text is then empty. */
  readonly unreadable?: string;
}

/** A stretch of a source's text: UTF-16 offsets, `end` exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Where in a file: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export interface SourceLocation {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place of a span; one that reaches outside the text is drawn back into it. */
export function locateSpan(source: SourceFile, span: TextSpan): SourceLocation {
  const size = source.text.length;
  const start = Math.min(Math.max(0, span.start), size);
  const end = Math.min(Math.max(start, span.end), size);
  const from = lineAndColumn(source, start);
  const to = lineAndColumn(source, end);
  return { path: source.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** The text of a line, from 1, without its line end. */
export function lineText(source: SourceFile, line: number): string {
  const starts = lineStarts(source);
  const start = starts[line - 1] ?? source.text.length;
  return source.text.slice(start, (starts[line] ?? source.text.length + 1) - 1);
}

const known = new WeakMap<SourceFile, readonly number[]>();

function lineStarts(source: SourceFile): readonly number[] {
  let starts = known.get(source) as number[] | undefined;
  if (!starts) {
    starts = [0];
    for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1))
      starts.push(at + 1);
    known.set(source, starts);
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
