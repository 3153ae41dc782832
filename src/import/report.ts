import { formatCount } from '../reporters/report.ts';
import type { ImportNote } from './note.ts';
import type { InputPosition, ReadError } from './record.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';

export type ImportFileState = 'mapped' | 'repaired' | 'person';

/** What became of one record. */
export interface ImportedFileReport extends InputPosition {
  /** Its id in the source. */
  readonly source: string;
  /** Its id here. */
  readonly id: string;
  /** Where it was written; absent where it could not be. */
  readonly path?: string;
  readonly state: ImportFileState;
  readonly notes: readonly ImportNote[];
}

/** What became of everything. */
export interface ImportReport {
  readonly files: readonly ImportedFileReport[];
  /** Records that were in the input more than once. */
  readonly duplicates: number;
  readonly faults: readonly ReadError[];
  /** How many component files are new. */
  readonly components: number;
  /** What is to be said of the site as a whole. */
  readonly notes: readonly ImportNote[];
}

/** What the caller did with the files. */
export interface WriteSummary {
  readonly written: number;
  /** Paths that were there already and were left as they are. */
  readonly left: readonly string[];
  readonly dryRun: boolean;
}

export function countImportStates(report: ImportReport): Record<ImportFileState, number> {
  const counts = { mapped: 0, repaired: 0, person: 0 };
  for (const { state } of report.files) counts[state] += 1;
  return counts;
}

const MAX_SHOWN = 40;

/** The report for a person: the counts, then what needs a person; all of it with `verbose`. */
export function renderImportReport(report: ImportReport, written: WriteSummary, verbose: boolean): string {
  const counts = countImportStates(report);
  const lines = [
    `${formatNumber(report.files.length, 'record')}, ${formatNumber(report.components, 'new component')}: ` +
      `${counts.mapped} mapped, ${counts.repaired} repaired, ${counts.person} need a person.`,
    `${formatNumber(written.written, 'file')} ${written.dryRun ? 'would be written' : 'written'}.`,
  ];
  if (report.duplicates > 0)
    lines.push(`${report.duplicates} were in the input more than once and were merged.`);
  if (written.left.length > 0) {
    lines.push(
      `${written.left.length} existed already and were not changed (--force overwrites them):`,
      ...renderTexts(written.left, verbose),
    );
  }
  if (report.faults.length > 0) {
    lines.push('', `${formatNumber(report.faults.length, 'part')} of the input could not be read:`);
    lines.push(
      ...renderTexts(
        report.faults.map((error) => `${formatInputPosition(error)} ${error.message}`),
        verbose,
      ),
    );
  }
  if (report.notes.length > 0)
    lines.push('', ...report.notes.map(({ text }) => `  ${escapeControlCharacters(text)}`));
  const wanted = report.files.filter(({ state }) => state === 'person' || (verbose && state === 'repaired'));
  if (wanted.length > 0) lines.push('', verbose ? 'By file:' : 'Needs a person:');
  const said = wanted.flatMap((file) => renderFile(file, verbose));
  lines.push(...(verbose ? said : truncateLines(said)));
  return `${lines.join('\n')}\n`;
}

function formatNumber(value: number, noun: string): string {
  return formatCount(value, noun) || `no ${noun}s`;
}

function renderFile(file: ImportedFileReport, verbose: boolean): string[] {
  const notes = file.notes.filter(({ kind }) => (verbose ? kind !== 'kept' : kind === 'person'));
  return notes.map(
    ({ kind, text }) =>
      `  ${escapeControlCharacters(file.path ?? formatInputPosition(file))}: ${verbose ? `${kind}: ` : ''}${escapeControlCharacters(text)}`,
  );
}

function renderTexts(texts: readonly string[], verbose: boolean): string[] {
  const lines = texts.map((text) => `  ${escapeControlCharacters(text)}`);
  return verbose ? lines : truncateLines(lines);
}

function truncateLines(lines: readonly string[]): string[] {
  if (lines.length <= MAX_SHOWN) return [...lines];
  return [
    ...lines.slice(0, MAX_SHOWN),
    `  … and ${lines.length - MAX_SHOWN} more: --verbose shows them all.`,
  ];
}

function formatInputPosition({ file, line }: InputPosition): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** The report for programs; `version` changes when a field changes its meaning. */
export function renderImportJson(report: ImportReport, written: WriteSummary): string {
  return `${JSON.stringify({ version: 1, counts: countImportStates(report), ...written, ...report }, null, 2)}\n`;
}
