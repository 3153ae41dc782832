import type { SourceFile, SourceLocation, TextSpan } from './source.ts';

/** `error` blocks a pull request; `warn` doesn't. */
export type DiagnosticLevel = 'error' | 'warn';

/** A replacement with only one right answer. Offsets are those of the source's text. */
export interface TextFix extends TextSpan {
  readonly text: string;
}

export interface Diagnostic {
  /** The rule's id, which is also the name of its file and its page; `valid-format` for an invalid file. */
  readonly rule: string;
  /** The SOP clause, such as `V5.1`; absent if the file format requires it. */
  readonly clause?: string;
  readonly level: DiagnosticLevel;
  readonly location: SourceLocation;
  /** What was found and what was expected, in one sentence. */
  readonly message: string;
  /** What to write instead; empty if the message is enough. */
  readonly help: string;
  readonly fix?: TextFix;
}

/** Sorts by path, then position, then rule: the order of all reports. */
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

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.level === 'error');
}

/** Fixes in order, without those that overlap an earlier one. */
export function selectCompatibleFixes(diagnostics: readonly Diagnostic[]): TextFix[] {
  const fixes = diagnostics.flatMap((diagnostic) => (diagnostic.fix ? [diagnostic.fix] : []));
  const chosen: TextFix[] = [];
  for (const fix of fixes.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = chosen.at(-1);
    if (!last || fix.start > last.end || (fix.start === last.end && fix.end > fix.start)) chosen.push(fix);
  }
  return chosen;
}

/** The fixes must not overlap. */
export function applyFixes(source: SourceFile, fixes: readonly TextFix[]): string {
  let text = '';
  let at = 0;
  for (const fix of fixes) {
    text += source.text.slice(at, fix.start) + fix.text;
    at = fix.end;
  }
  return text + source.text.slice(at);
}
