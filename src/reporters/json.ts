import type { Finding } from '../content/finding.ts';
import type { Report } from './report.ts';

/** The version of the JSON report; it grows when a field changes its meaning or goes. */
export const JSON_VERSION = 1;

/** The report for programs: one object, its fields as `docs/validate.md` describes them. */
export function drawJson(report: Report): string {
  const { files, notes, findings } = report;
  return `${JSON.stringify({ version: JSON_VERSION, files, notes, findings: findings.map(flat) }, null, 2)}\n`;
}

function flat(finding: Finding): object {
  const { rule, clause, level, place, message, help, fix } = finding;
  return { rule, clause: clause ?? null, level, ...place, message, help, ...(fix && { fix }) };
}
