import type { SourceLocation, TextSpan } from './source.ts';

/** `error` refuses a pull request; `warn` is shown and lets it pass. */
export type DiagnosticLevel = 'error' | 'warn';

/** A replacement that has one right answer: the span's text gives way to `text`. Offsets into the source's text. */
export interface TextFix extends TextSpan {
  readonly text: string;
}

/** One thing that was found: where, what it is, what was expected, and what to write instead. */
export interface Diagnostic {
  /** The rule's id, which is also the name of its file and of its page; `valid-format` for a file that can't be read as it stands. */
  readonly rule: string;
  /** The SOP clause it serves, such as `V5.1`; absent where the file format itself asks. */
  readonly clause?: string;
  readonly level: DiagnosticLevel;
  readonly location: SourceLocation;
  /** What was found and what was expected, in one sentence. */
  readonly message: string;
  /** What to write instead; empty where the message says it all. */
  readonly help: string;
  readonly fix?: TextFix;
}

/** Findings by path, then by place, then by rule: the order in which every report shows them. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return diagnostics.toSorted(
    (a, b) =>
      compare(a.location.path, b.location.path) ||
      a.location.line - b.location.line ||
      a.location.column - b.location.column ||
      compare(a.rule, b.rule) ||
      compare(a.message, b.message),
  );
}

/** Whether any finding refuses. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.level === 'error');
}
