import type { Diagnostic } from '../content/finding.ts';
import type { SourceFile } from '../content/source.ts';

export interface DiagnosticReport {
  /** The number of files checked. */
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
  /** What could not be determined and was skipped, in sentences. */
  readonly notes: readonly string[];
  /** By path, for every file with a finding. */
  readonly sources: ReadonlyMap<string, SourceFile>;
}

/** `3 errors and 1 warning`, `no findings`. */
export function formatDiagnosticCounts(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.level === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = [formatCount(errors, 'error'), formatCount(warnings, 'warning')].filter(
    (part) => part !== '',
  );
  return parts.join(' and ') || 'no findings';
}

/** `1 file`, `2 files`; empty for none. */
export function formatCount(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
