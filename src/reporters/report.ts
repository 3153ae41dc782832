import type { Diagnostic } from '../content/finding.ts';
import type { SourceFile } from '../content/source.ts';
import { formatCount } from '../text/count.ts';

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
  const parts = [
    ...(errors > 0 ? [formatCount(errors, 'error')] : []),
    ...(warnings > 0 ? [formatCount(warnings, 'warning')] : []),
  ];
  return parts.join(' and ') || 'no findings';
}
