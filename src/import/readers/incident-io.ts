import { z } from 'zod';
import type { ImportRecord, ReadError, RecordComponent, RecordReadResult, RecordUpdate } from '../record.ts';
import { ComponentNames } from './component-names.ts';
import {
  hasShape,
  idField,
  listIn,
  peekJson,
  readJsonDocuments,
  readTextField,
  utcTime,
} from './json-document.ts';
import { omitFields } from './read-front-matter.ts';
import { documentToMarkdown } from './rich-document.ts';
import type { Reader, ReaderInput } from './reader.ts';

const impactSchema = z.looseObject({
  component_id: readTextField,
  status: readTextField,
  start_at: readTextField,
  end_at: readTextField,
});

const updateSchema = z.looseObject({
  published_at: readTextField,
  to_status: readTextField,
  message_string: readTextField,
  message: z.unknown().optional(),
  component_statuses: z
    .array(z.looseObject({ component_id: readTextField, status: readTextField }))
    .nullish(),
});

const incidentSchema = z.looseObject({
  id: idField,
  name: readTextField,
  type: readTextField,
  status: readTextField,
  published_at: readTextField,
  affected_components: z
    .array(z.looseObject({ component_id: readTextField, status: readTextField }))
    .nullish(),
  component_impacts: z.array(impactSchema).nullish(),
  updates: z.array(updateSchema).nullish(),
});

const componentSchema = z.looseObject({
  id: idField,
  name: readTextField,
  description: readTextField,
  group_name: readTextField,
});

const TAKEN = new Set(
  'id name type status published_at affected_components component_impacts status_summaries updates write_up_document_url created_at updated_at'.split(
    ' ',
  ),
);

const WORDS = {
  phases: {
    fixing: 'identified',
    'maintenance-scheduled': 'scheduled',
    'maintenance-in-progress': 'in-progress',
    'maintenance-complete': 'completed',
  },
  severities: {
    'full-outage': ['critical', 'major-outage'],
    'partial-outage': ['major', 'partial-outage'],
    'degraded-performance': ['minor', 'degraded'],
  },
} as const;

/** incident.io: the native answer of a page, `/proxy/<host>/incidents`, and its components. */
export const incidentIoReader: Reader = {
  format: 'incident-io',
  expects: '{"incidents": [{"name": …, "updates": [{"to_status": …, "message_string": …}]}]}',
  recognises: (files) => {
    const documents = peekJson(files);
    return ['incidents', 'bare'].some(
      (list) =>
        hasShape(documents, list, ['component_impacts']) || hasShape(documents, list, ['status_summaries']),
    );
  },
  read,
};

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const documents = readJsonDocuments(files, errors);
  const components = documents
    .flatMap((document) => listIn(document, ['components'], componentSchema, ['name']))
    .map(({ id, name, description, group_name: group }, order): RecordComponent => ({
      key: id,
      name: name ?? id,
      ...(group && { group }),
      ...(description && { description }),
      order,
    }));
  const names = new ComponentNames(components);
  const records = documents.flatMap((document) =>
    listIn(
      document,
      ['incidents', ...(hasShape([document], 'bare', ['updates']) ? ['bare'] : [])],
      incidentSchema,
      ['updates', 'name'],
    ).map((one) => toRecord(one, document.path, names)),
  );
  return { records, components, page: {}, errors, undeclared: names.undeclared };
}

function toRecord(
  incident: z.output<typeof incidentSchema>,
  file: string,
  names: ComponentNames,
): ImportRecord {
  const impacts = incident.component_impacts ?? [];
  const planned = incident.type === 'maintenance' || (incident.status ?? '').startsWith('maintenance_');
  const starts = impacts.flatMap(({ start_at: at }) => at ?? []).toSorted();
  const ends = impacts.flatMap(({ end_at: at }) => at ?? []).toSorted();
  const closed = impacts.every(({ end_at: at }) => at != null);
  const ids = [...impacts, ...(incident.affected_components ?? [])].flatMap(
    ({ component_id: id }) => id ?? [],
  );
  const from = utcTime(starts[0] ?? incident.published_at);
  const until = closed ? utcTime(ends.at(-1)) : {};
  const over = /^(?:resolved|maintenance_complete)$/.test(incident.status ?? '');
  return {
    from: 'incident-io',
    id: incident.id,
    kind: planned ? 'maintenance' : 'incident',
    title: incident.name ?? '',
    severity: planned ? ['maintenance'] : severest(impacts.map(({ status }) => status)),
    components: names.findAll([...new Set(ids)]),
    started: from,
    ended: until,
    ...(planned && from.iso !== undefined && until.iso !== undefined && { window: { from, until } }),
    ...(over && { over }),
    // A page lists what is published; an export of the API also has what is not.
    draft: incident.published_at === null || /^(?:draft|internal|private)$/i.test(incident.status ?? ''),
    updates: (incident.updates ?? []).map(toUpdate),
    words: WORDS,
    unmappedFields: omitFields(incident, TAKEN),
    origin: { file },
  };
}

function severest(words: readonly (string | null | undefined)[]): string[] {
  const worst =
    ['full_outage', 'partial_outage', 'degraded_performance'].find((word) => words.includes(word)) ??
    words.find((word) => word != null);
  return worst == null ? [] : [worst];
}

function toUpdate(update: z.output<typeof updateSchema>): RecordUpdate {
  return {
    at: utcTime(update.published_at),
    ...(update.to_status && { status: update.to_status }),
    body: update.message_string ?? documentToMarkdown(update.message),
    format: 'markdown',
    affects: Object.fromEntries(
      (update.component_statuses ?? []).flatMap(({ component_id: id, status }) =>
        id && status ? [[id, status]] : [],
      ),
    ),
    unmappedFields: {},
  };
}
