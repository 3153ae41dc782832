import type { Instant } from '../time/instant.ts';
import type { Policy } from '../content/policy.ts';
import type { Component } from '../content/site.ts';
import { mapComponents, toMapKey } from './component-map.ts';
import type { ComponentMap, NameCount } from './component-map.ts';
import { importComponents } from './components.ts';
import { convertRecord, renderRecordFile } from './entry-file.ts';
import type { ConvertedRecord } from './entry-file.ts';
import { mergeDuplicates } from './duplicates.ts';
import { movePictures } from './media.ts';
import type { MediaPlan } from './media.ts';
import { claimName } from './names.ts';
import { createManualNote } from './note.ts';
import type { ImportNote } from './note.ts';
import type { ImportedFileReport, ImportReport, UnknownWordCount } from './report/report.ts';
import { addRedirects, parseRedirects, REDIRECTS_PATH } from './redirects.ts';
import type { Redirect } from './redirects.ts';
import type { RecordReadResult } from './record.ts';
import { createSiteFile } from './site-file.ts';
import type { SiteOptions } from './site-file.ts';
import type { WordTable } from './words.ts';
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
  /** What the company's own words mean. */
  readonly words?: WordTable;
  /** Component names, and what they are now. */
  readonly componentMap?: ComponentMap;
  /** Pictures of the source by their path there, and where each goes. */
  readonly media?: MediaPlan;
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
  const read = mergeDuplicates(inputs.flatMap((input) => input.records));
  const declared = inputs.flatMap((input) => input.components);
  const { records, components: kept } = mapComponents(read.records, declared, options.componentMap);
  const components = importComponents(
    kept,
    records.filter(({ file }) => !file),
    existing.components,
  );
  const target = {
    policy: options.policy,
    components: components.ids,
    now: options.now,
    ...(options.words && { words: options.words }),
    ...(options.media && { media: options.media }),
  };
  const convertedRecords = records.map((record) => convertRecord(record, target));
  const ids = assignNames(convertedRecords, existing);
  const reported: ImportedFileReport[] = [];
  const given = inputs.flatMap((input) => input.files ?? []);
  const earlierRedirects = given.find(({ path }) => path === REDIRECTS_PATH);
  const whole = given
    .filter((file) => file !== earlierRedirects)
    .map((file) => (options.media ? movePictures(file, options.media) : file));
  const own = new Set(whole.map(({ path }) => path));
  const files: OutputFile[] = [...whole, ...components.files.filter(({ path }) => !own.has(path))];
  const redirects: Redirect[] = [];
  for (const [index, converted] of convertedRecords.entries()) {
    const id = ids[index]!;
    const file = renderRecordFile(converted, id, options.media);
    reported.push(toFileReport(converted, id, file));
    if (!file) continue;
    files.push(file);
    if (converted.record.file) continue;
    const { from, id: old, url, aliases = [] } = converted.record;
    redirects.push({ from, id: old, ...(url !== undefined && { url }), to: id });
    for (const alias of aliases) redirects.push({ from, id: `${old} at ${alias}`, url: alias, to: id });
  }
  const site =
    existing.site || own.has('status.yaml')
      ? undefined
      : createSiteFile(
          options,
          inputs.map((input) => input.page),
        );
  if (site) files.unshift(site.file);
  const earlier = [...existing.redirects, ...(parseRedirects(earlierRedirects?.text ?? '') ?? [])];
  if (earlier.length + redirects.length > 0 || !records.every(({ file }) => file))
    files.push(addRedirects(earlier, redirects));
  return {
    files,
    report: {
      files: reported,
      duplicates: read.duplicates,
      faults: inputs.flatMap((input) => input.errors),
      components: components.files.length,
      notes: [...inputs.flatMap((input) => input.notes ?? []), ...(site?.notes ?? [])],
      unknownWords: countUnknownWords(convertedRecords.flatMap(({ notes }) => notes)),
      undeclared: countNames(inputs, options.componentMap),
    },
  };
}

/** The names of entries: those of an earlier import again, then new ones in the order of their start. */
function assignNames(convertedRecords: readonly ConvertedRecord[], existing: ExistingContent): string[] {
  const known = new Map(existing.redirects.map(({ from, id, to }) => [JSON.stringify([from, id]), to]));
  const names: string[] = [];
  for (const [index, { record }] of convertedRecords.entries()) {
    const id = record.file && /^incidents\/(.+)\.md$/.exec(record.file.path)?.[1];
    if (id !== undefined) names[index] = id;
  }
  const taken = new Set([
    ...existing.incidents,
    ...known.values(),
    ...names.filter((name) => name !== undefined),
  ]);
  const order = [...convertedRecords.keys()].toSorted((a, b) => {
    const [left, right] = [convertedRecords[a]!, convertedRecords[b]!];
    return (
      left.started - right.started ||
      (left.record.id < right.record.id ? -1 : left.record.id > right.record.id ? 1 : a - b)
    );
  });
  for (const index of order) {
    if (names[index] !== undefined) continue;
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
  const notes = converted.record.file ? [] : [...converted.notes, ...tooLarge];
  const state = notes.some(({ kind }) => kind === 'person')
    ? 'person'
    : notes.some(({ kind }) => kind === 'repaired')
      ? 'repaired'
      : 'mapped';
  const { origin, id: source } = converted.record;
  return { ...origin, source, ...(file && { path: file.path }), id, state, notes };
}

/** Every word that no table has, once, the most used first. */
function countUnknownWords(notes: readonly ImportNote[]): UnknownWordCount[] {
  const counts = new Map<string, UnknownWordCount>();
  for (const { unknown } of notes) {
    if (!unknown) continue;
    const key = JSON.stringify([unknown.sort, unknown.word.toLowerCase()]);
    counts.set(key, { ...unknown, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}

/** The names that incidents use and the page does not declare, without those that the map settles. */
function countNames(inputs: readonly RecordReadResult[], map: ComponentMap | undefined): NameCount[] {
  const counts = new Map<string, number>();
  for (const { undeclared } of inputs) {
    for (const [name, count] of undeclared ?? []) {
      if (map?.has(toMapKey(name))) continue;
      counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
