import { count } from '../reporters/report.ts';
import type { Note } from './note.ts';
import type { Origin, ReadFault } from './record.ts';
import { visible } from '../text/terminal-style.ts';

export type FileState = 'mapped' | 'repaired' | 'person';

/** What became of one record. */
export interface ReportedFile extends Origin {
  /** Its id in the source. */
  readonly source: string;
  /** Its id here. */
  readonly id: string;
  /** Where it was written; absent where it could not be. */
  readonly path?: string;
  readonly state: FileState;
  readonly notes: readonly Note[];
}

/** What became of everything. */
export interface ImportReport {
  readonly files: readonly ReportedFile[];
  /** Records that were in the input more than once. */
  readonly duplicates: number;
  readonly faults: readonly ReadFault[];
  /** How many component files are new. */
  readonly components: number;
  /** What is to be said of the site as a whole. */
  readonly notes: readonly Note[];
}

/** What the caller did with the files. */
export interface Written {
  readonly written: number;
  /** Paths that were there already and were left as they are. */
  readonly left: readonly string[];
  readonly dryRun: boolean;
}

export function countStates(report: ImportReport): Record<FileState, number> {
  const counts = { mapped: 0, repaired: 0, person: 0 };
  for (const { state } of report.files) counts[state] += 1;
  return counts;
}

const SHOWN = 40;

/** The report for a person: the counts, then what needs a person; all of it with `verbose`. */
export function drawImportReport(report: ImportReport, written: Written, verbose: boolean): string {
  const counts = countStates(report);
  const lines = [
    `${number(report.files.length, 'record')}, ${number(report.components, 'new component')}: ` +
      `${counts.mapped} mapped, ${counts.repaired} repaired, ${counts.person} need a person.`,
    `${number(written.written, 'file')} ${written.dryRun ? 'would be written' : 'written'}.`,
  ];
  if (report.duplicates > 0)
    lines.push(`${report.duplicates} stood in the input more than once and were put together.`);
  if (written.left.length > 0) {
    lines.push(
      `${written.left.length} were there already and were left alone (--force overwrites them):`,
      ...shown(written.left, verbose),
    );
  }
  if (report.faults.length > 0) {
    lines.push('', `${number(report.faults.length, 'part')} of the input could not be read:`);
    lines.push(
      ...shown(
        report.faults.map((fault) => `${sayOrigin(fault)} ${fault.message}`),
        verbose,
      ),
    );
  }
  if (report.notes.length > 0) lines.push('', ...report.notes.map(({ text }) => `  ${visible(text)}`));
  const wanted = report.files.filter(({ state }) => state === 'person' || (verbose && state === 'repaired'));
  if (wanted.length > 0) lines.push('', verbose ? 'By file:' : 'Needs a person:');
  const said = wanted.flatMap((file) => drawFile(file, verbose));
  lines.push(...(verbose ? said : cut(said)));
  return `${lines.join('\n')}\n`;
}

function number(value: number, noun: string): string {
  return count(value, noun) || `no ${noun}s`;
}

function drawFile(file: ReportedFile, verbose: boolean): string[] {
  const notes = file.notes.filter(({ kind }) => (verbose ? kind !== 'kept' : kind === 'person'));
  return notes.map(
    ({ kind, text }) =>
      `  ${visible(file.path ?? sayOrigin(file))}: ${verbose ? `${kind}: ` : ''}${visible(text)}`,
  );
}

function shown(texts: readonly string[], verbose: boolean): string[] {
  const lines = texts.map((text) => `  ${visible(text)}`);
  return verbose ? lines : cut(lines);
}

function cut(lines: readonly string[]): string[] {
  if (lines.length <= SHOWN) return [...lines];
  return [...lines.slice(0, SHOWN), `  … and ${lines.length - SHOWN} more: --verbose shows them all.`];
}

function sayOrigin({ file, line }: Origin): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** The report for programs; `version` changes when a field changes its meaning. */
export function drawImportJson(report: ImportReport, written: Written): string {
  return `${JSON.stringify({ version: 1, counts: countStates(report), ...written, ...report }, null, 2)}\n`;
}
