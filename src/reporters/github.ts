import { rulePage } from '../content/documentation.ts';
import type { Diagnostic } from '../content/finding.ts';
import { redactSecrets } from '../secrets/secret-patterns.ts';
import { MAX_ANNOTATIONS } from './github-summary.ts';
import type { DiagnosticReport } from './report.ts';
import { formatDiagnosticCounts } from './report.ts';
import { formatCount } from '../text/count.ts';

/** The report as GitHub workflow commands: one annotation per finding. */
export function renderGithubAnnotations(report: DiagnosticReport): string {
  const summary = `${formatCount(report.files, 'file')} checked: ${formatDiagnosticCounts(report.diagnostics)}.`;
  const notes = [...report.notes, ...formatAnnotationLimit(report.diagnostics)];
  return (
    [...report.diagnostics.map(renderAnnotation), ...notes.map(escapeLogLine), escapeLogLine(summary)].join(
      '\n',
    ) + '\n'
  );
}

/** GitHub silently drops annotations above its limit per level and step. */
function formatAnnotationLimit(diagnostics: readonly Diagnostic[]): string[] {
  const errors = diagnostics.filter(({ level }) => level === 'error').length;
  if (errors <= MAX_ANNOTATIONS && diagnostics.length - errors <= MAX_ANNOTATIONS) return [];
  return [
    `GitHub shows the first ${MAX_ANNOTATIONS} errors and ${MAX_ANNOTATIONS} warnings on their lines; all are in this log and in the run's summary.`,
  ];
}

function renderAnnotation({ level, location, rule, clause, message, help }: Diagnostic): string {
  const properties = {
    file: location.path,
    line: location.line,
    endLine: location.endLine,
    // GitHub rejects columns on an annotation of several lines.
    ...(location.line === location.endLine && { col: location.column, endColumn: location.endColumn }),
    title: clause === undefined ? rule : `${rule} (${clause})`,
  };
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  const text = [message, ...(help === '' ? [] : [help]), rulePage(rule)].join('\n');
  return `::${level === 'error' ? 'error' : 'warning'} ${written.join(',')}::${escapeData(redactSecrets(text))}`;
}

/** An unescaped line end would begin the next workflow command. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** In a property of a workflow command, `:` and `,` are separators too. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Prevents a log line from being a workflow command; runners skip leading blanks, and accept an older syntax too. */
export function escapeLogLine(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/^(\s*):+(?=:)/, '$1: ')
    .replaceAll('##[', '## [');
}
