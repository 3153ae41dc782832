import type { Finding } from '../content/finding.ts';
import { concealSecrets } from '../secrets/secret-patterns.ts';
import { MOST_ANNOTATIONS } from './github-summary.ts';
import type { Report } from './report.ts';
import { sayCounts } from './report.ts';

/** The report as GitHub workflow commands: an annotation on each line it is about. */
export function drawGithub(report: Report): string {
  const summary = `${report.files} files checked: ${sayCounts(report.findings)}.`;
  const notes = [...report.notes, ...sayLimit(report.findings)];
  return [...report.findings.map(annotation), ...notes.map(plainLine), plainLine(summary)].join('\n') + '\n';
}

/** GitHub shows so many annotations of a level for one step, and drops the others without a word. */
function sayLimit(findings: readonly Finding[]): string[] {
  const errors = findings.filter(({ level }) => level === 'error').length;
  if (errors <= MOST_ANNOTATIONS && findings.length - errors <= MOST_ANNOTATIONS) return [];
  return [
    `GitHub shows the first ${MOST_ANNOTATIONS} errors and ${MOST_ANNOTATIONS} warnings on their lines; all are in this log and in the run's summary.`,
  ];
}

function annotation({ level, place, rule, clause, message, help }: Finding): string {
  const properties = {
    file: place.path,
    line: place.line,
    endLine: place.endLine,
    // GitHub refuses columns on an annotation of several lines.
    ...(place.line === place.endLine && { col: place.column, endColumn: place.endColumn }),
    title: clause === undefined ? rule : `${rule} (${clause})`,
  };
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  const text = help === '' ? message : `${message}\n${help}`;
  return `::${level === 'error' ? 'error' : 'warning'} ${written.join(',')}::${escapeData(concealSecrets(text))}`;
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
export function plainLine(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/^(\s*):+(?=:)/, '$1: ')
    .replaceAll('##[', '## [');
}
