import type { ImportFormat } from '../formats.ts';
import type { RecordReadResult } from '../record.ts';

/** A file of the input: its path from the folder that was named, with `/`. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
}

/** All files of one status page, and what the command said of them. */
export interface ReaderInput {
  readonly files: readonly InputFile[];
  /** Take outages from the log of an Upptime repository. */
  readonly runs: boolean;
}

/** What turns one tool's files into neutral records. */
export interface Reader {
  readonly format: ImportFormat;
  /** What was looked for, where nothing of it is there. */
  readonly expects: string;
  /** Whether these files look like this tool's; the first reader that says so is taken by `auto`. */
  readonly recognises: (files: readonly InputFile[]) => boolean;
  readonly read: (input: ReaderInput) => RecordReadResult;
}
