import type { TextSpan } from '../../content/source.ts';
import { findLeftoverSyntax } from '../../text/markdown-dialect.ts';
import { blankOutComments } from '../../text/html-comments.ts';

export interface MarkdownProblem extends TextSpan {
  readonly message: string;
  readonly help: string;
  /** The text to write instead, if there is one right answer. */
  readonly write?: string | undefined;
}

/** What the page would show as it is written. Comments are skipped. */
export function findMarkdownProblems(markdown: string): MarkdownProblem[] {
  return findLeftoverSyntax(blankOutComments(markdown)).map(({ start, end, text, name, help, write }) => ({
    start,
    end,
    message: `${name} would be shown as it is written: "${shorten(text)}".`,
    help,
    write,
  }));
}

function shorten(text: string): string {
  const line = text.replaceAll('\uFFFC', '…').split('\n', 1)[0]!;
  return line.length > 50 ? `${line.slice(0, 50)}…` : line;
}
