import { rulePage } from '../content/documentation.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { DiagnosticReport } from './report.ts';

/** Increase it when a field changes its meaning or is removed. */
export const REPORT_JSON_VERSION = 1;

/** The report for programs; `docs/reference/validate.md` describes its fields. */
export function renderJson(report: DiagnosticReport): string {
  const { files, notes, diagnostics } = report;
  return `${JSON.stringify({ version: REPORT_JSON_VERSION, files, notes, findings: diagnostics.map(diagnosticToJson) }, null, 2)}\n`;
}

function diagnosticToJson(diagnostic: Diagnostic): object {
  const { rule, clause, level, location, message, help, fix } = diagnostic;
  return {
    rule,
    clause: clause ?? null,
    level,
    ...location,
    message,
    help,
    helpUrl: rulePage(rule),
    ...(fix && { fix }),
  };
}
