import { rulePage } from '../content/documentation.ts';
import type { Diagnostic } from '../content/finding.ts';
import { lineText } from '../content/source.ts';
import type { SourceFile } from '../content/source.ts';
import { redactSecrets } from '../secrets/secret-patterns.ts';
import { formatDiagnosticCounts } from './report.ts';
import { formatCount } from '../text/count.ts';
import type { DiagnosticReport } from './report.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';
import { PLAIN_STYLE } from '../text/terminal-style.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

/** The report for a person at a terminal: each finding with its line and a suggested correction, then their pages. */
export function renderTerminal(report: DiagnosticReport, ink: TerminalStyle = PLAIN_STYLE): string {
  const findings = renderDiagnostics(report.diagnostics, (path) => report.sources.get(path), ink);
  const summary = `${report.files === 0 ? 'No file' : formatCount(report.files, 'file')} checked: ${formatDiagnosticCounts(report.diagnostics)}.`;
  const notes = report.notes.map((note) => ink.faint(escapeControlCharacters(note)));
  return [...(findings === '' ? [] : [findings]), [...notes, summary].join('\n')].join('\n\n') + '\n';
}

/** Findings, followed by the address of each rule's page once; empty if there are none. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sourceOf: (path: string) => SourceFile | undefined,
  ink: TerminalStyle = PLAIN_STYLE,
): string {
  const blocks = diagnostics.map((diagnostic) =>
    renderDiagnostic(diagnostic, sourceOf(diagnostic.location.path), ink),
  );
  const pages = [...new Set(diagnostics.map(({ rule }) => rulePage(rule)))].toSorted();
  return [...blocks, ...(pages.length === 0 ? [] : [pages.map(ink.faint).join('\n')])].join('\n\n');
}

/** One finding with its line, without the address of its page: see `renderDiagnostics`. */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  source: SourceFile | undefined,
  ink: TerminalStyle = PLAIN_STYLE,
): string {
  const { location, level, rule, clause } = diagnostic;
  const paint = level === 'error' ? ink.error : ink.warn;
  const head = `${escapeControlCharacters(location.path)}:${location.line}:${location.column} ${paint(level)} ${ink.strong(rule)}${clause ? ` (${clause})` : ''}`;
  const lines = [
    head,
    ...renderSourceLine(diagnostic, source, ink, paint),
    `  ${escapeControlCharacters(redactSecrets(diagnostic.message))}`,
  ];
  if (diagnostic.help !== '') lines.push(`  ${escapeControlCharacters(diagnostic.help)}`);
  const instead = source && applyFixToLine(diagnostic, source);
  if (instead !== undefined)
    lines.push(`  ${ink.faint('write:')} ${escapeControlCharacters(redactSecrets(instead))}`);
  return lines.join('\n');
}

const MAX_LINE_WIDTH = 96;

function renderSourceLine(
  diagnostic: Diagnostic,
  source: SourceFile | undefined,
  ink: TerminalStyle,
  paint: (text: string) => string,
): string[] {
  const line = source ? redactSecrets(lineText(source, diagnostic.location.line)) : '';
  if (line.trim() === '') return [];
  const { column, endLine, endColumn } = diagnostic.location;
  const end = endLine === diagnostic.location.line ? Math.max(endColumn, column + 1) : line.length + 1;
  const from =
    end - 1 > MAX_LINE_WIDTH ? Math.max(1, Math.min(column, Math.max(column - 30, end - MAX_LINE_WIDTH))) : 1;
  const shown = line.slice(from - 1, from - 1 + MAX_LINE_WIDTH);
  const room = Math.max(1, Math.min(end - column, shown.length - (column - from)));
  const pad = [...shown.slice(0, column - from)].map((char) => (char === '\t' ? '\t' : ' ')).join('');
  return [
    `  ${ink.faint('|')} ${escapeControlCharacters(shown)}`,
    `  ${ink.faint('|')} ${pad}${paint('^'.repeat(room))}`,
  ];
}

/** The line as it reads once the finding's fix is applied; undefined if the fix has several lines. */
function applyFixToLine(diagnostic: Diagnostic, source: SourceFile): string | undefined {
  if (!diagnostic.fix || diagnostic.fix.text.includes('\n')) return undefined;
  const { start, end, text } = diagnostic.fix;
  const from = source.text.lastIndexOf('\n', start - 1) + 1;
  const stop = source.text.indexOf('\n', end);
  const line = source.text.slice(from, start) + text + source.text.slice(end, stop === -1 ? undefined : stop);
  return line.trim() === '' ? '(delete this line)' : line.trim();
}
