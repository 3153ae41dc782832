import { rulePage } from '../content/documentation.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { DiagnosticReport } from './report.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

export interface RuleSummary {
  readonly id: string;
  readonly summary: string;
}

/** SARIF 2.1.0, for code scanning and editors. Columns are UTF-16 code units, as in all reports. */
export function renderSarif(report: DiagnosticReport, rules: readonly RuleSummary[]): string {
  const used = new Set(report.diagnostics.map((diagnostic) => diagnostic.rule));
  const known = rules.filter((rule) => used.has(rule.id));
  const extra = [...used]
    .filter((id) => known.every((rule) => rule.id !== id))
    .map((id) => ({ id, summary: id }));
  const driver = {
    name: 'Candor',
    rules: [...known, ...extra].map(({ id, summary }) => ({
      id,
      shortDescription: { text: summary },
      helpUri: rulePage(id),
    })),
  };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    results: report.diagnostics.map(toSarifResult),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function toSarifResult({ rule, level, location, message, help, clause, fix }: Diagnostic): object {
  const region = {
    startLine: location.line,
    startColumn: location.column,
    endLine: location.endLine,
    endColumn: location.endColumn,
  };
  const artifactLocation = { uri: location.path.split('/').map(encodeURIComponent).join('/') };
  return {
    ruleId: rule,
    level: level === 'error' ? 'error' : 'warning',
    message: { text: help === '' ? message : `${message} ${help}` },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    ...(clause !== undefined && { properties: { clause } }),
    ...(fix && {
      fixes: [{ artifactChanges: [{ artifactLocation, replacements: [toSarifReplacement(fix)] }] }],
    }),
  };
}

function toSarifReplacement(fix: NonNullable<Diagnostic['fix']>): object {
  return {
    deletedRegion: { charOffset: fix.start, charLength: fix.end - fix.start },
    insertedContent: { text: fix.text },
  };
}
