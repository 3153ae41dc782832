import { rulePage } from '../content/documentation.ts';
import type { Diagnostic } from '../content/finding.ts';
import { formatInlineCode, escapeMarkdown, formatMarkdownTable } from '../text/github-markdown.ts';
import type { DiagnosticReport } from './report.ts';
import { formatDiagnosticCounts } from './report.ts';
import { formatCount } from '../text/count.ts';

/** In UTF-8 bytes. GitHub's limit per step is 1 MiB; the rest is for the text around the table. */
const MAX_SUMMARY_BYTES = 1_000_000;

/** GitHub's limit per level and step. */
export const MAX_ANNOTATIONS = 10;

/** The report as a job summary, up to GitHub's size limit. */
export function renderGithubSummary(report: DiagnosticReport): string {
  const { files, diagnostics, notes } = report;
  const lines = [`## ${formatCount(files, 'file')} checked: ${formatDiagnosticCounts(diagnostics)}`, ''];
  for (const note of notes) lines.push(`> ${escapeMarkdown(note)}`, '');
  lines.push(...renderDiagnosticsTable(diagnostics, MAX_SUMMARY_BYTES));
  return `${lines.join('\n')}\n`;
}

/** Findings as a table, errors first, in at most `most` bytes of UTF-8, with the number of those left out. */
export function renderDiagnosticsTable(diagnostics: readonly Diagnostic[], most: number): string[] {
  if (diagnostics.length === 0) return [];
  const ordered = [
    ...diagnostics.filter(({ level }) => level === 'error'),
    ...diagnostics.filter(({ level }) => level !== 'error'),
  ];
  const rows: string[][] = [];
  let size = 500;
  for (const diagnostic of ordered) {
    const row = rowOf(diagnostic);
    size += bytes(row.join(' | ')) + 6;
    if (size > most) break;
    rows.push(row);
  }
  const left = ordered.length - rows.length;
  const rest = left > 0 ? ['', `And ${left} more: \`npx candor validate\` shows all of them.`] : [];
  return [...formatMarkdownTable(['Where', 'What', 'Write instead'], rows), ...rest, ''];
}

function rowOf({ level, rule, clause, location, message, help }: Diagnostic): string[] {
  const why = `[${escapeMarkdown(rule)}](${rulePage(rule)})${clause === undefined ? '' : `, ${escapeMarkdown(clause)}`}`;
  return [
    formatInlineCode(`${location.path}:${location.line}`),
    `${level === 'error' ? '**error**' : 'warning'} (${why}): ${escapeMarkdown(message)}`,
    escapeMarkdown(help),
  ];
}

function bytes(text: string): number {
  let size = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}
