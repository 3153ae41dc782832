import { formatCount } from '../../text/count.ts';
import type { ImportNote, UnknownWord } from '../note.ts';
import { renderComponentDraft } from '../component-map.ts';
import type { NameCount } from '../component-map.ts';
import { renderHistory } from './history-text.ts';
import type { InputPosition, ReadError } from '../record.ts';
import { escapeControlCharacters } from '../../text/terminal-style.ts';
import type { HistoryFindings } from './validate-history.ts';

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
  /** Notes about the whole import. */
  readonly notes: readonly ImportNote[];
  /** Phases and severities that Candor doesn't know. */
  readonly unknownWords: readonly UnknownWordCount[];
  /** Names of components that incidents use and the page does not declare. */
  readonly undeclared: readonly NameCount[];
  /** What validation finds in the imported incidents; absent without any, and if `status.yaml` is invalid. */
  readonly history?: HistoryFindings;
}

/** An unknown phase or severity, and how often it is used. */
export interface UnknownWordCount extends UnknownWord {
  readonly count: number;
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
  const lines = [
    `${formatNumber(report.files.length, 'record')}, ${formatNumber(report.components, 'new component')}: ` +
      `${formatStates(report)}.`,
    `${formatNumber(written.written, 'file')} ${written.dryRun ? 'would be written' : 'written'}.`,
  ];
  if (report.duplicates > 0)
    lines.push(
      `${formatNumber(report.duplicates, 'duplicate')} in the input ${report.duplicates === 1 ? 'was' : 'were'} merged.`,
    );
  if (written.left.length > 0) {
    lines.push(
      `${formatNumber(written.left.length, 'file')} existed already and ${written.left.length === 1 ? 'was' : 'were'} not changed (--force overwrites incidents):`,
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
  lines.push(...renderWords(report), ...renderUndeclared(report));
  if (!verbose && report.files.some(({ notes }) => notes.some(({ kind }) => kind === 'repaired')))
    lines.push('--verbose lists every repair.');
  const wanted = report.files.filter(({ state }) => state === 'person' || (verbose && state === 'repaired'));
  if (wanted.length > 0) lines.push('', verbose ? 'By file:' : 'Needs a person:');
  const shown = wanted.flatMap((file) => renderFile(file, verbose));
  lines.push(...(verbose ? shown : truncateLines(shown)));
  if (report.history) lines.push(...renderHistory(report.history).map(escapeControlCharacters));
  return `${lines.join('\n')}\n`;
}

function renderWords({ unknownWords }: ImportReport): string[] {
  if (unknownWords.length === 0) return [];
  return [
    '',
    'Unknown words. To set their meaning, write them to a file and use --words FILE:',
    ...unknownWords.map(
      ({ sort, word, count, takenFor }) =>
        `  ${sort} "${escapeControlCharacters(word)}" ×${count}: taken for ${takenFor}`,
    ),
  ];
}

const MANY_NAMES = 5;

function renderUndeclared({ undeclared }: ImportReport): string[] {
  if (undeclared.length === 0) return [];
  const names = undeclared.map(({ name, count }) => `${escapeControlCharacters(name)} ×${count}`);
  const lines = [
    '',
    `Incidents name ${formatNumber(undeclared.length, 'component')} that the page does not declare; each became a new component:`,
  ];
  if (undeclared.length <= MANY_NAMES) return [...lines, ...names.map((name) => `  ${name}`)];
  return [
    ...lines,
    '  To map them, write this to a file, edit it, and use --components FILE:',
    '',
    ...renderComponentDraft(undeclared),
  ];
}

/** `11 mapped, 2 repaired, 1 needs a person` */
export function formatStates(report: ImportReport): string {
  const { mapped, repaired, person } = countImportStates(report);
  return `${mapped} mapped, ${repaired} repaired, ${person} ${person === 1 ? 'needs' : 'need'} a person`;
}

export function formatNumber(value: number, noun: string): string {
  return value === 0 ? `no ${noun}s` : formatCount(value, noun);
}

function renderFile(file: ImportedFileReport, verbose: boolean): string[] {
  const notes = file.notes.filter(({ kind, unknown }) =>
    verbose ? kind !== 'kept' : kind === 'person' && unknown === undefined,
  );
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

export function formatInputPosition({ file, line }: InputPosition): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** The report for programs; `version` changes when a field changes its meaning. */
export function renderImportJson(report: ImportReport, written: WriteSummary): string {
  return `${JSON.stringify({ version: 1, counts: countImportStates(report), ...written, ...report }, null, 2)}\n`;
}
