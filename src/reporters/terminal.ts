import type { Finding } from '../content/finding.ts';
import { lineText } from '../content/source.ts';
import type { Source } from '../content/source.ts';
import { concealSecrets } from '../secrets/secret-patterns.ts';
import { count, sayCounts } from './report.ts';
import type { Report } from './report.ts';

/** How a terminal shows emphasis; plain text leaves it as it is. */
export interface Ink {
  readonly error: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

const same = (text: string): string => text;
export const PLAIN: Ink = { error: same, warn: same, faint: same, strong: same };

const escape = (code: number) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;
export const COLOUR: Ink = { error: escape(31), warn: escape(33), faint: escape(2), strong: escape(1) };

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

/** Control characters made visible, so that a file can't steer the terminal that shows it. */
export function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(
    /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
    (char) => {
      return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    },
  );
}
