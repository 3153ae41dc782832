import { formatCount } from '../../text/count.ts';
import { formatNumber, formatStates } from './report.ts';
import type { ImportedFileReport, ImportReport, WriteSummary } from './report.ts';
import { renderMeasures } from './history-text.ts';
import type { HistoryFindings } from './validate-history.ts';

/** The report as a Markdown page. */
export function renderImportPage(report: ImportReport, written: WriteSummary): string {
  const lines = [
    '# Import report',
    '',
    `${formatNumber(report.files.length, 'record')}: ${formatStates(report)}.`,
    `${formatNumber(written.written, 'file')} ${written.dryRun ? 'would be written' : 'written'}, ${written.left.length} not changed.`,
    ...(report.notes.length > 0 ? ['', ...report.notes.map(({ text }) => `- ${escape(text)}`)] : []),
  ];
  if (report.faults.length > 0) {
    lines.push('', '## Invalid input', '');
    lines.push(
      ...report.faults.map(
        ({ file, line, message }) =>
          `- \`${code(file)}${line === undefined ? '' : `:${line}`}\`: ${escape(message)}`,
      ),
    );
  }
  if (report.unknownWords.length > 0) {
    lines.push('', '## Unknown words', '', '| word | sort | uses | taken for |', '| --- | --- | --- | --- |');
    lines.push(
      ...report.unknownWords.map(
        ({ word, sort, count, takenFor }) => `| ${escape(word)} | ${sort} | ${count} | ${takenFor} |`,
      ),
    );
  }
  if (report.undeclared.length > 0) {
    lines.push(
      '',
      '## Components that the page does not declare',
      '',
      ...report.undeclared.map(({ name, count }) => `- ${escape(name)} ×${count}`),
    );
  }
  lines.push(
    ...renderSection('Needs a person', report.files, 'person'),
    ...renderSection('Repaired', report.files, 'repaired'),
  );
  if (report.history) lines.push(...renderHistorySection(report.history));
  return `${lines.join('\n')}\n`;
}

function renderSection(
  title: string,
  files: readonly ImportedFileReport[],
  kind: 'person' | 'repaired',
): string[] {
  const wanted = files.flatMap((file) => {
    const notes = file.notes.filter((note) => note.kind === kind && note.unknown === undefined);
    return notes.length === 0
      ? []
      : [`- \`${code(file.path ?? file.file)}\`: ${notes.map(({ text }) => escape(text)).join('; ')}`];
  });
  return wanted.length === 0 ? [] : ['', `## ${title}`, '', ...wanted];
}

function renderHistorySection(history: HistoryFindings): string[] {
  const lines = [
    '',
    '## What Candor would have found',
    '',
    ...renderMeasures(history).map((line) => `- ${escape(line)}`),
  ];
  for (const { rule, clause, findings, incidents, examples } of history.rules) {
    lines.push(
      '',
      `### ${rule}${clause === undefined ? '' : ` (${clause})`}: ${findings} in ${formatCount(incidents, 'file')}`,
      '',
    );
    for (const { path, line, text, message, advice } of examples) {
      lines.push(`- \`${code(path)}:${line}\` ${escape(message)}`);
      if (text !== '') lines.push(`  > ${escape(text)}`);
      if (advice !== '') lines.push(`  ${escape(advice)}`);
    }
  }
  return lines;
}

/** Escapes imported text, so that none of it is Markdown or HTML. */
function escape(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, (char) => `\\${char}`);
}

function code(text: string): string {
  return text.replace(/[`\r\n]/g, ' ');
}
