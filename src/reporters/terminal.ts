import stringWidth from 'fast-string-width';
import { rulePage } from '../content/documentation.ts';
import type { Diagnostic } from '../content/finding.ts';
import { lineText } from '../content/source.ts';
import type { SourceFile } from '../content/source.ts';
import { redactSecrets } from '../secrets/secret-patterns.ts';
import { formatDiagnosticCounts } from './report.ts';
import { formatCount } from '../text/count.ts';
import { ELLIPSIS, excerptAround } from '../text/excerpt.ts';
import type { DiagnosticReport } from './report.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';
import { PLAIN_STYLE } from '../text/terminal-style.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import { wrapText } from '../text/wrap.ts';

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
  const instead = source && applyFixToLine(diagnostic, source);
  const said = [
    escapeControlCharacters(redactSecrets(diagnostic.message)),
    escapeControlCharacters(diagnostic.help),
    instead === undefined ? '' : `${ink.faint('write:')} ${escapeControlCharacters(redactSecrets(instead))}`,
  ].filter((text) => text !== '');
  return [
    head,
    ...renderSourceLine(diagnostic, source, ink, paint),
    ...said.map((text) => wrapText(`  ${text}`, ink.columns)),
  ].join('\n');
}

/** Without a terminal. */
const DEFAULT_COLUMNS = 100;

/** What is before the shown part of a line. */
const MARGIN = '  | ';

/** The line, or what fits of it, and carets below what was found. */
function renderSourceLine(
  diagnostic: Diagnostic,
  source: SourceFile | undefined,
  ink: TerminalStyle,
  paint: (text: string) => string,
): string[] {
  const line = source ? redactSecrets(lineText(source, diagnostic.location.line)) : '';
  if (line.trim() === '') return [];
  const { column, endLine, endColumn } = diagnostic.location;
  const found = {
    start: Math.min(column - 1, line.length),
    end: endLine === diagnostic.location.line ? Math.min(endColumn - 1, line.length) : line.length,
  };
  const shown = excerptAround(line, found, (ink.columns ?? DEFAULT_COLUMNS) - MARGIN.length);
  const before =
    (shown.start > 0 ? ELLIPSIS : '') + escapeControlCharacters(line.slice(shown.start, found.start));
  const middle = escapeControlCharacters(line.slice(found.start, Math.min(found.end, shown.end)));
  const after = escapeControlCharacters(
    line.slice(Math.max(found.start, Math.min(found.end, shown.end)), shown.end),
  );
  const bar = ink.faint(MARGIN.trim());
  const pad = before
    .split('\t')
    .map((part) => ' '.repeat(stringWidth(part)))
    .join('\t');
  return [
    `  ${bar} ${before}${middle}${after}${shown.end < line.length ? ELLIPSIS : ''}`,
    `  ${bar} ${pad}${paint('^'.repeat(Math.max(1, stringWidth(middle))))}`,
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
