import type { ImportNote } from './note.ts';
import type { WordTable } from './words.ts';
import type { OutputFile } from './yaml-file.ts';

/** A time as another tool gave it: a machine's spelling, a person's words, or both. */
export interface RecordTime {
  readonly iso?: string;
  readonly words?: string;
  /** Milliseconds east of UTC of a time that names no zone; absent where nothing says it, which is read as UTC. */
  readonly offset?: number;
}

/** A part of the service, as another tool knows it. */
export interface RecordComponent {
  /** What it is told apart by: the tool's id, or else the name. */
  readonly key: string;
  readonly name: string;
  readonly group?: string;
  readonly description?: string;
  readonly order?: number;
}

/** One update, as it was published. */
export interface RecordUpdate {
  readonly at: RecordTime;
  /** The tool's word for its phase; absent where it had none. */
  readonly status?: string;
  /** The writer's own word for it, such as `Final message`; its phase where `status` is absent. */
  readonly label?: string;
  readonly body: string;
  /** The same text as HTML. */
  readonly html?: string;
  readonly format: 'markdown' | 'text';
  /** The tool's word for what each component suffers from now, by component key. */
  readonly affects: Readonly<Record<string, string>>;
  /** Fields that have no place in Candor. */
  readonly unmappedFields: Readonly<Record<string, unknown>>;
}

/** One incident or maintenance in the neutral shape that every reader gives. */
export interface ImportRecord {
  /** The tool or the export that it came from. */
  readonly from: string;
  readonly id: string;
  readonly url?: string;
  /** Other addresses that it had there. */
  readonly aliases?: readonly string[];
  readonly kind: 'incident' | 'maintenance';
  readonly title: string;
  /** The tool's words for how bad it was, the most telling first. */
  readonly severity: readonly string[];
  readonly components: readonly RecordComponent[];
  readonly started: RecordTime;
  readonly ended: RecordTime;
  readonly window?: { readonly from: RecordTime; readonly until: RecordTime };
  /** Whether it is over; absent where only the updates can say. */
  readonly over?: boolean;
  /** Not published there. */
  readonly draft: boolean;
  readonly updates: readonly RecordUpdate[];
  /** The updates are oldest first whatever their times say: a time that contradicts it is a wrong time. */
  readonly inOrder?: boolean;
  /** What this tool's words mean, before the words that all tools share. */
  readonly words?: WordTable;
  /** For the team: what a monitor wrote, or what readers of the source never saw. */
  readonly internalNotes?: readonly string[];
  /** What the reader already knows of it. */
  readonly notes?: readonly ImportNote[];
  /** The file that this record was written from by `candor export`; it is written back as it was. */
  readonly file?: OutputFile;
  /** Fields that have no place in Candor. */
  readonly unmappedFields: Readonly<Record<string, unknown>>;
  readonly origin: InputPosition;
}

/** Where something stands in the input. */
export interface InputPosition {
  readonly file: string;
  /** From 1; absent where the input is one value. */
  readonly line?: number;
}

/** A part of the input that could not be read. */
export interface ReadError extends InputPosition {
  readonly message: string;
}

/** What the input says of the page itself. */
export interface RecordPage {
  readonly name?: string;
  readonly url?: string;
  readonly timezone?: string;
}

/** What a reader makes of one or more files. */
export interface RecordReadResult {
  readonly records: readonly ImportRecord[];
  readonly components: readonly RecordComponent[];
  readonly page: RecordPage;
  readonly errors: readonly ReadError[];
  /** What is to be said of this input as a whole. */
  readonly notes?: readonly ImportNote[];
  /** Component names that incidents use and the page does not declare, with how often. */
  readonly undeclared?: ReadonlyMap<string, number>;
  /** Files to write as they are, such as components that `candor export` wrote. */
  readonly files?: readonly OutputFile[];
}
