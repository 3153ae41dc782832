import { rulePage } from '../content/documentation.ts';
import type { Diagnostic } from '../content/finding.ts';
import { redactSecrets } from '../secrets/secret-patterns.ts';
import { MAX_ANNOTATIONS } from './github-summary.ts';
import type { DiagnosticReport } from './report.ts';
import { formatDiagnosticCounts } from './report.ts';

/** The report as GitHub workflow commands: an annotation on each line it is about. */
export function renderGithubAnnotations(report: DiagnosticReport): string {
  const summary = `${report.files} files checked: ${formatDiagnosticCounts(report.diagnostics)}.`;
  const notes = [...report.notes, ...formatAnnotationLimit(report.diagnostics)];
  return (
    [...report.diagnostics.map(renderAnnotation), ...notes.map(escapeLogLine), escapeLogLine(summary)].join(
      '\n',
    ) + '\n'
  );
}

/** GitHub shows so many annotations of a level for one step, and drops the others without a word. */
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
    // GitHub refuses columns on an annotation of several lines.
    ...(location.line === location.endLine && { col: location.column, endColumn: location.endColumn }),
    title: clause === undefined ? rule : `${rule} (${clause})`,
  };
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  const text = [message, ...(help === '' ? [] : [help]), rulePage(rule)].join('\n');
  return `::${level === 'error' ? 'error' : 'warning'} ${written.join(',')}::${escapeData(redactSecrets(text))}`;
}

/** The text of a workflow command: a line end in it would begin the next command. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a workflow command, in which `:` and `,` end things too. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A line of a log that is no command, whatever it holds: runners look behind blanks, and know an older spelling too. */
export function escapeLogLine(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/^(\s*):+(?=:)/, '$1: ')
    .replaceAll('##[', '## [');
}
