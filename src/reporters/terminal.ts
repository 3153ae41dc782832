import type { Finding } from '../content/finding.ts';
import { lineText } from '../content/source.ts';
import type { Source } from '../content/source.ts';
import { concealSecrets } from '../secrets/secret-patterns.ts';
import { count, sayCounts } from './report.ts';
import type { Report } from './report.ts';
import type { Ink } from '../text/terminal-style.ts';
import { PLAIN } from '../text/terminal-style.ts';
import { visible } from '../text/terminal-style.ts';

/** The report for a person at a terminal: the line, a caret, what was expected, and the text to write instead. */
export function drawTerminal(report: Report, ink: Ink = PLAIN): string {
  const blocks = report.findings.map((finding) =>
    drawFinding(finding, report.sources.get(finding.place.path), ink),
  );
  const summary = `${count(report.files, 'file') || 'No file'} checked: ${sayCounts(report.findings)}.`;
  const notes = report.notes.map((note) => ink.faint(visible(note)));
  return [...blocks, [...notes, summary].join('\n')].join('\n\n') + '\n';
}

/** One finding, with the line it is about. */
export function drawFinding(finding: Finding, source: Source | undefined, ink: Ink = PLAIN): string {
  const { place, level, rule, clause } = finding;
  const paint = level === 'error' ? ink.error : ink.warn;
  const head = `${visible(place.path)}:${place.line}:${place.column} ${paint(level)} ${ink.strong(rule)}${clause ? ` (${clause})` : ''}`;
  const lines = [
    head,
    ...quote(finding, source, ink, paint),
    `  ${visible(concealSecrets(finding.message))}`,
  ];
  if (finding.help !== '') lines.push(`  ${visible(finding.help)}`);
  const instead = source && rewritten(finding, source);
  if (instead !== undefined) lines.push(`  ${ink.faint('write:')} ${visible(concealSecrets(instead))}`);
  return lines.join('\n');
}

const WIDEST = 96;

function quote(
  finding: Finding,
  source: Source | undefined,
  ink: Ink,
  paint: (text: string) => string,
): string[] {
  const line = source ? concealSecrets(lineText(source, finding.place.line)) : '';
  if (line.trim() === '') return [];
  const { column, endLine, endColumn } = finding.place;
  const end = endLine === finding.place.line ? Math.max(endColumn, column + 1) : line.length + 1;
  const from = column > WIDEST ? column - 30 : 1;
  const shown = line.slice(from - 1, from - 1 + WIDEST);
  const room = Math.max(1, Math.min(end - column, shown.length - (column - from)));
  const pad = [...shown.slice(0, column - from)].map((char) => (char === '\t' ? '\t' : ' ')).join('');
  return [`  ${ink.faint('|')} ${visible(shown)}`, `  ${ink.faint('|')} ${pad}${paint('^'.repeat(room))}`];
}

/** The line as it reads once the finding's fix is applied. */
function rewritten(finding: Finding, source: Source): string | undefined {
  if (!finding.fix) return undefined;
  const { start, end, text } = finding.fix;
  const from = source.text.lastIndexOf('\n', start - 1) + 1;
  const stop = source.text.indexOf('\n', end);
  const line = source.text.slice(from, start) + text + source.text.slice(end, stop === -1 ? undefined : stop);
  return line.trim() === '' ? '(delete this line)' : line.trim();
}
