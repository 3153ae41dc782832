import type { Diagnostic, DiagnosticLevel } from '../../content/finding.ts';
import { locateSpan } from '../../content/source.ts';
import type { SourceFile, TextSpan } from '../../content/source.ts';
import type { Rule } from './rule.ts';

/** A finding of a rule on a file that no engine of its own lints. */
export function createFinding(
  { id, clauses }: Pick<Rule, 'id' | 'clauses'>,
  level: DiagnosticLevel,
  source: SourceFile,
  span: TextSpan,
  { message, help }: { readonly message: string; readonly help: string },
): Diagnostic {
  const clause = clauses[0];
  return {
    rule: id,
    ...(clause !== undefined && { clause }),
    level,
    location: locateSpan(source, span),
    message,
    help,
  };
}
