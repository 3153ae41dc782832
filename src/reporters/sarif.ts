import type { Finding } from '../content/finding.ts';
import type { Report } from './report.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** What a SARIF report says of the rules behind its findings. */
export interface RuleNote {
  readonly id: string;
  readonly summary: string;
}

/** The report as SARIF 2.1.0, for code scanning and editors. Columns are UTF-16 units, as in every other report. */
export function drawSarif(report: Report, rules: readonly RuleNote[]): string {
  const used = new Set(report.findings.map((finding) => finding.rule));
  const known = rules.filter((rule) => used.has(rule.id));
  const extra = [...used]
    .filter((id) => known.every((rule) => rule.id !== id))
    .map((id) => ({ id, summary: id }));
  const driver = {
    name: 'Candor',
    rules: [...known, ...extra].map(({ id, summary }) => ({ id, shortDescription: { text: summary } })),
  };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results: report.findings.map(resultOf) };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function resultOf({ rule, level, place, message, help, clause, fix }: Finding): object {
  const region = {
    startLine: place.line,
    startColumn: place.column,
    endLine: place.endLine,
    endColumn: place.endColumn,
  };
  const artifactLocation = { uri: place.path.split('/').map(encodeURIComponent).join('/') };
  return {
    ruleId: rule,
    level: level === 'error' ? 'error' : 'warning',
    message: { text: help === '' ? message : `${message} ${help}` },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    ...(clause !== undefined && { properties: { clause } }),
    ...(fix && { fixes: [{ artifactChanges: [{ artifactLocation, replacements: [replacementOf(fix)] }] }] }),
  };
}

function replacementOf(fix: NonNullable<Finding['fix']>): object {
  return {
    deletedRegion: { charOffset: fix.start, charLength: fix.end - fix.start },
    insertedContent: { text: fix.text },
  };
}
