import type { Finding } from '../content/finding.ts';
import { codeMarkdown, plainMarkdown, tableMarkdown } from '../text/github-markdown.ts';
import type { Report } from './report.ts';
import { sayCounts } from './report.ts';

/** What GitHub takes of one step's summary is 1 MiB; the rest is for the words around the table. In UTF-8 bytes. */
const LARGEST_SUMMARY = 1_000_000;

/** How many annotations of a level GitHub shows for one step. */
export const MOST_ANNOTATIONS = 10;

/** The report as the summary of a workflow's run: all findings, as far as GitHub takes them. */
export function drawGithubSummary(report: Report): string {
  const { files, findings, notes } = report;
  const lines = [`## ${files} files checked: ${sayCounts(findings)}`, ''];
  for (const note of notes) lines.push(`> ${plainMarkdown(note)}`, '');
  lines.push(...findingsTable(findings, LARGEST_SUMMARY));
  return `${lines.join('\n')}\n`;
}

/** Findings as a table, errors first, in at most so many bytes of UTF-8; says how many are left out. */
export function findingsTable(findings: readonly Finding[], most: number): string[] {
  if (findings.length === 0) return [];
  const ordered = [
    ...findings.filter(({ level }) => level === 'error'),
    ...findings.filter(({ level }) => level !== 'error'),
  ];
  const rows: string[][] = [];
  let size = 500;
  for (const finding of ordered) {
    const row = rowOf(finding);
    size += bytes(row.join(' | ')) + 6;
    if (size > most) break;
    rows.push(row);
  }
  const left = ordered.length - rows.length;
  const rest = left > 0 ? ['', `And ${left} more: \`npm run validate\` shows all of them.`] : [];
  return [...tableMarkdown(['Where', 'What', 'Write instead'], rows), ...rest, ''];
}

function rowOf({ level, rule, clause, place, message, help }: Finding): string[] {
  const why = `${rule}${clause === undefined ? '' : `, ${clause}`}`;
  return [
    codeMarkdown(`${place.path}:${place.line}`),
    `${level === 'error' ? '**error**' : 'warning'} (${plainMarkdown(why)}): ${plainMarkdown(message)}`,
    plainMarkdown(help),
  ];
}

function bytes(text: string): number {
  let size = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}
