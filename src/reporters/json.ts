import { rulePage } from '../content/documentation.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { DiagnosticReport } from './report.ts';

/** The version of the JSON report; it grows when a field changes its meaning or goes. */
export const REPORT_JSON_VERSION = 1;

/** The report for programs: one object, its fields as `docs/reference/validate.md` describes them. */
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
