import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { Component } from '../content/site.ts';
import { importComponents } from './components.ts';
import { convertRecord, renderRecordFile } from './entry-file.ts';
import type { ConvertedRecord } from './entry-file.ts';
import { mergeDuplicates } from './duplicates.ts';
import { claimName } from './names.ts';
import { createManualNote } from './note.ts';
import type { ImportNote } from './note.ts';
import type { ImportReport, ImportedFileReport } from './report.ts';
import { addRedirects } from './redirects.ts';
import type { Redirect } from './redirects.ts';
import type { RecordReadResult } from './record.ts';
import { createSiteFile } from './site-file.ts';
import type { SiteOptions } from './site-file.ts';
import type { OutputFile } from './yaml-file.ts';

/** What is in the target folder already. */
export interface ExistingContent {
  readonly site: boolean;
  readonly components: readonly Component[];
  /** The names of its incidents. */
  readonly incidents: ReadonlySet<string>;
  readonly redirects: readonly Redirect[];
}

export const NO_EXISTING_CONTENT: ExistingContent = {
  site: false,
  components: [],
  incidents: new Set(),
  redirects: [],
};

export interface ImportOptions extends SiteOptions {
  readonly policy: Policy;
  /** When the import happens: only an incident that was silent for long before it is taken for over. */
  readonly now: Instant;
}

/** The files of a content root, and what happened to every record. */
export interface ImportResult {
  readonly files: readonly OutputFile[];
  readonly report: ImportReport;
}

/** Turns what the readers gave into a content root. The same input gives the same files on every machine. */
export function importRecords(
  inputs: readonly RecordReadResult[],
  options: ImportOptions,
  existing: ExistingContent = NO_EXISTING_CONTENT,
): ImportResult {
  const { records, duplicates } = mergeDuplicates(inputs.flatMap((input) => input.records));
  const declared = inputs.flatMap((input) => input.components);
  const components = importComponents(declared, records, existing.components);
  const target = { policy: options.policy, components: components.ids, now: options.now };
  const convertedRecords = records.map((record) => convertRecord(record, target));
  const ids = assignNames(convertedRecords, existing);
  const reported: ImportedFileReport[] = [];
  const files: OutputFile[] = [...components.files];
  const redirects: Redirect[] = [];
  for (const [index, converted] of convertedRecords.entries()) {
    const id = ids[index]!;
    const file = renderRecordFile(converted, id);
    reported.push(toFileReport(converted, id, file));
    if (!file) continue;
    files.push(file);
    const { from, id: old, url } = converted.record;
    redirects.push({ from, id: old, ...(url !== undefined && { url }), to: id });
  }
  const site = existing.site
    ? undefined
    : createSiteFile(
        options,
        inputs.map((input) => input.page),
      );
  if (site) files.unshift(site.file);
  files.push(addRedirects(existing.redirects, redirects));
  return {
    files,
    report: {
      files: reported,
      duplicates,
      faults: inputs.flatMap((input) => input.errors),
      components: components.files.length,
      notes: site?.notes ?? [],
    },
  };
}

/** The names of entries: those of an earlier import again, then new ones in the order of their start. */
function assignNames(convertedRecords: readonly ConvertedRecord[], existing: ExistingContent): string[] {
  const known = new Map(existing.redirects.map(({ from, id, to }) => [JSON.stringify([from, id]), to]));
  const names: string[] = [];
  const taken = new Set([...existing.incidents, ...known.values()]);
  const order = [...convertedRecords.keys()].toSorted((a, b) => {
    const [left, right] = [convertedRecords[a]!, convertedRecords[b]!];
    return (
      left.started - right.started ||
      (left.record.id < right.record.id ? -1 : left.record.id > right.record.id ? 1 : a - b)
    );
  });
  for (const index of order) {
    const { record, name } = convertedRecords[index]!;
    const key = JSON.stringify([record.from, record.id]);
    names[index] = known.get(key) ?? claimName(name, taken);
    known.delete(key);
  }
  return names;
}

function toFileReport(
  converted: ConvertedRecord,
  id: string,
  file: OutputFile | undefined,
): ImportedFileReport {
  const tooLarge: ImportNote[] = file
    ? []
    : [createManualNote('it is longer than what Candor reads and was not written: cut it in two')];
  const notes = [...converted.notes, ...tooLarge];
  const state = notes.some(({ kind }) => kind === 'person')
    ? 'person'
    : notes.some(({ kind }) => kind === 'repaired')
      ? 'repaired'
      : 'mapped';
  const { origin, id: source } = converted.record;
  return { ...origin, source, ...(file && { path: file.path }), id, state, notes };
}
